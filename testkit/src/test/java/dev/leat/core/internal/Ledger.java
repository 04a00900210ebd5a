package dev.leat.core.internal;

import dev.leat.core.Delivery;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** All assignments and calls: what was delivered, started, ended and committed in which, and whether that may be. */
final class Ledger {
    private final StormPlan plan;
    private final Trace trace;
    private final Records records;
    private final Runnable readLetters;

    /** By the number the engine gives them, so by age. */
    private final Map<Long, Tenure> tenures = new TreeMap<>();

    private final IdentityHashMap<ConsumerRecord<byte[], byte[]>, Tenure> origins = new IdentityHashMap<>();
    /** Who has given up a record last. */
    private final Map<TopicPartition, Map<Long, Tenure>> givenUp = new HashMap<>();

    private final Map<StormMember, Integer> filtered = new HashMap<>();
    private int calls;

    /** @param readLetters tells of dead letters that have come since */
    Ledger(StormPlan plan, Trace trace, Records records, Runnable readLetters) {
        this.plan = plan;
        this.trace = trace;
        this.records = records;
        this.readLetters = readLetters;
    }

    int calls() {
        return calls;
    }

    // --- assignments ---

    Tenure tenure(StormMember member, Assignment assignment) {
        Tenure tenure = tenures.get(assignment.id());
        if (tenure == null) {
            tenure = new Tenure(tenures.size() + 1, assignment, member, plan.ordering());
            tenures.put(assignment.id(), tenure);
            trace.add(tenure + " begins at " + tenure.begin);
        }
        return tenure;
    }

    private Tenure tenure(StormMember member, Delivery delivery) {
        Assignment open = member.open(delivery.assignment());
        Tenure tenure = open == null ? tenures.get(delivery.assignment()) : tenure(member, open);
        if (tenure == null) {
            throw new IllegalStateException(member + " has a call of an assignment that nobody knows");
        }
        return tenure;
    }

    private @Nullable Tenure latest(StormMember member, TopicPartition partition) {
        Tenure latest = null;
        for (Tenure tenure : tenures.values()) {
            if (tenure.member == member && tenure.partition.equals(partition)) {
                latest = tenure;
            }
        }
        return latest;
    }

    void polled(StormMember member, ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            Assignment assignment = member.assignments().of(partition);
            if (assignment != null) {
                Tenure tenure = tenure(member, assignment);
                for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
                    origins.put(record, tenure);
                    trace.violated(tenure, tenure.deliver(record));
                    records.delivered(partition, record.offset());
                }
            }
        }
    }

    // --- calls ---

    Call start(StormMember member, Delivery delivery) {
        calls++;
        readLetters.run();
        Tenure tenure = tenure(member, delivery);
        Call call = new Call(tenure, delivery.records(), delivery.attempt());
        trace.add("start " + call);
        trace.violated(call, tenure.start(call));
        tenure.open.add(call);
        trace.violated(call, overlap(tenure));
        trace.violated(member, excess(member));
        return call;
    }

    /** No two calls for a key while the first can be waited for. */
    private @Nullable String overlap(Tenure tenure) {
        long now = tenure.member.nanos();
        for (Tenure other : tenures.values()) {
            if (other.number < tenure.number
                    && other.partition.equals(tenure.partition)
                    && !other.open.isEmpty()
                    && now - waitedForSince(other, tenure) < plan.drain().toNanos()) {
                return "starts although calls of an earlier assignment run: " + other.open;
            }
        }
        return null;
    }

    private long waitedForSince(Tenure earlier, Tenure tenure) {
        if (earlier.member == tenure.member) {
            return successor(earlier).begunNanos;
        }
        Long revokedNanos = earlier.revokedNanos();
        return revokedNanos != null && earlier.member.isReliable()
                ? revokedNanos
                : tenure.member.nanos() - plan.drain().toNanos();
    }

    /** The next of the same partition and member. */
    private Tenure successor(Tenure tenure) {
        return tenures.values().stream()
                .filter(next -> next.number > tenure.number
                        && next.member == tenure.member
                        && next.partition.equals(tenure.partition))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable String excess(StormMember member) {
        long taken = tenures.values().stream()
                .filter(tenure -> tenure.member == member)
                .flatMap(tenure -> tenure.open.stream())
                .filter(Call::takesSlot)
                .count();
        return taken > plan.concurrency() ? "has " + taken + " calls at a time" : null;
    }

    /** Before the engine learns it. */
    void end(Call call, @Nullable Throwable failure) {
        if (!call.tenure.open.remove(call)) {
            trace.violated(call, "ends twice");
        }
        trace.add(
                "end " + call + (failure == null ? "" : " " + failure.getClass().getSimpleName()));
        for (ConsumerRecord<byte[], byte[]> record : call.records) {
            Records.Entry entry = records.entry(call.tenure.partition, record.offset());
            Throwable why = call.failureOf(record, failure);
            if (why == null && !entry.poison) {
                entry.settled();
                call.tenure.finish(record.offset());
            } else {
                call.tenure.failed(record.offset());
                if (why instanceof FatalFailure || entry.poison || call.attempt >= plan.attempts()) {
                    gaveUp(call.tenure, record.offset(), entry);
                }
            }
        }
    }

    private void gaveUp(Tenure tenure, long offset, Records.Entry entry) {
        givenUp.computeIfAbsent(tenure.partition, any -> new HashMap<>()).put(offset, tenure);
        switch (plan.fate()) {
            case TRIED_AGAIN, STOPS -> {}
            case SKIPPED, DEAD_LETTER_OR_DROPPED -> {
                entry.settled();
                tenure.excuse(offset);
            }
            case DEAD_LETTER -> {
                if (entry.hasLetter()) {
                    tenure.excuse(offset); // from an earlier assignment; the one of this may come unseen
                }
            }
        }
    }

    /** It will be finished without a call; on the worker that does so. */
    void filtered(ConsumerRecord<byte[], byte[]> record) {
        Tenure tenure = origins.get(record);
        if (tenure == null) {
            throw new IllegalStateException("@" + record.offset() + " was filtered, but never delivered");
        }
        records.entry(tenure.partition, record.offset()).settled();
        tenure.filter(record.offset());
        filtered.merge(tenure.member, 1, Integer::sum);
    }

    int filtered(StormMember member) {
        return filtered.getOrDefault(member, 0);
    }

    void letter(TopicPartition partition, long offset) {
        trace.add("letter of " + partition + "@" + offset);
        Tenure by = givenUp.getOrDefault(partition, Map.of()).get(offset);
        if (by == null) {
            trace.violated(partition + "@" + offset, "has a dead letter, but was not given up");
        } else if (plan.keepsLettersInOrder(partition.topic())) {
            trace.violated(partition + "@" + offset, by.letter(offset));
        }
        records.letter(partition, offset);
        for (Tenure tenure : tenures.values()) {
            if (tenure.partition.equals(partition)) {
                tenure.excuse(offset);
            }
        }
    }

    // --- commits ---

    void committing(StormMember member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        readLetters.run();
        offsets.forEach((partition, commit) -> {
            Assignment current = member.assignments().of(partition);
            Tenure tenure = current == null ? latest(member, partition) : tenure(member, current);
            if (tenure == null) {
                throw new IllegalStateException(member + " commits " + partition + ", which it never had");
            }
            trace.add(tenure + " commits " + commit.offset());
            trace.violated(
                    tenure,
                    tenure.commit(
                            commit.offset(),
                            Records.map(commit.metadata(), commit.offset()).orElse(null)));
        });
    }

    /** Given up in order: whatever was finished by then is committed, or was tried to be. */
    void released(StormMember member, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Tenure tenure = latest(member, partition);
            if (tenure != null && tenure.assignment.isClosed()) {
                trace.violated(tenure, tenure.release());
            }
        }
    }
}
