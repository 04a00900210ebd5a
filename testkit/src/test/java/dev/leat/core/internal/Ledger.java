package dev.leat.core.internal;

import dev.leat.core.Delivery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** All that was produced, delivered, started, ended and committed, and whether that may be. */
final class Ledger {
    /** What became of one record of the log. */
    private static final class Entry {
        final boolean poison;
        boolean settled;
        boolean letter;

        Entry(boolean poison) {
            this.poison = poison;
        }
    }

    private static final class Part {
        final TreeMap<Long, Entry> entries = new TreeMap<>();
        long highestDelivered = -1;
        long committed;
    }

    private final StormPlan plan;
    private final Trace trace;
    private final Map<TopicPartition, Part> parts = new HashMap<>();
    private final Map<Long, Tenure> tenures = new TreeMap<>();
    private final IdentityHashMap<ConsumerRecord<byte[], byte[]>, Tenure> origins = new IdentityHashMap<>();
    private final Map<TopicPartition, Set<Long>> givenUp = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Runnable readLetters;
    private int starts;

    /** @param readLetters tells of dead letters that have come since */
    Ledger(StormPlan plan, Trace trace, Runnable readLetters) {
        this.plan = plan;
        this.trace = trace;
        this.readLetters = readLetters;
    }

    // --- violations ---

    void violated(Object where, @Nullable String what) {
        if (what != null && violations.isEmpty()) {
            trace.add("VIOLATION " + where + " " + what);
            violations.add(where + " " + what);
        }
    }

    boolean isViolated() {
        return !violations.isEmpty();
    }

    void check() {
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.get(0));
        }
    }

    int starts() {
        return starts;
    }

    // --- the log ---

    void produced(TopicPartition partition, long offset, boolean poison) {
        part(partition).entries.put(offset, new Entry(poison));
    }

    void compacted(TopicPartition partition, long offset) {
        part(partition).entries.remove(offset);
    }

    long highestDelivered(TopicPartition partition) {
        return part(partition).highestDelivered;
    }

    private Part part(TopicPartition partition) {
        return parts.computeIfAbsent(partition, any -> new Part());
    }

    private @Nullable Entry entry(TopicPartition partition, long offset) {
        return part(partition).entries.get(offset);
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

    Collection<Tenure> tenures() {
        return tenures.values();
    }

    void polled(StormMember member, ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            Assignment assignment = member.assignments().of(partition);
            if (assignment != null) {
                Tenure tenure = tenure(member, assignment);
                for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                    origins.put(record, tenure);
                    violated(tenure, tenure.deliver(record));
                    Part part = part(partition);
                    part.highestDelivered = Math.max(part.highestDelivered, record.offset());
                }
            }
        }
    }

    // --- calls ---

    Call start(StormMember member, Delivery delivery) {
        starts++;
        readLetters.run();
        Tenure tenure = tenure(member, delivery);
        Assignment assignment = tenure.assignment;
        Call call = new Call(tenure, delivery.records(), delivery.attempt());
        trace.add("start " + call);
        if (assignment.isClosed()) {
            violated(call, "starts after its assignment has ended");
        }
        if (assignment.isSuspended()) {
            violated(call, "starts while it is paused");
        }
        if (tenure.isExpired()) {
            violated(call, "starts after its member was frozen for longer than its session");
        }
        violated(call, tenure.start(call));
        checkEarlier(call);
        tenure.open.add(call);
        checkConcurrency(member);
        return call;
    }

    /** No two calls for a key while the first could be waited for. */
    private void checkEarlier(Call call) {
        for (Tenure other : tenures.values()) {
            if (other != call.tenure && other.partition.equals(call.tenure.partition) && !other.open.isEmpty()) {
                long now = call.tenure.member.nanos();
                if (other.member == call.tenure.member) {
                    if (now - successor(other).begunNanos < plan.drain().toNanos()) {
                        violated(call, "starts although calls of the last assignment run: " + other.open);
                    }
                } else if (other.number < call.tenure.number
                        && other.revokedNanos() != null
                        && other.member.isReliable()
                        && now - other.revokedNanos() < plan.drain().toNanos()) {
                    violated(call, "starts although calls of another member run: " + other.open);
                }
            }
        }
    }

    /** The next of the same partition and member; they come by age. */
    private Tenure successor(Tenure tenure) {
        return tenures.values().stream()
                .filter(next -> next.number > tenure.number
                        && next.member == tenure.member
                        && next.partition.equals(tenure.partition))
                .findFirst()
                .orElseThrow();
    }

    private void checkConcurrency(StormMember member) {
        long taken = 0;
        for (Tenure tenure : tenures.values()) {
            if (tenure.member == member) {
                taken += tenure.open.stream().filter(Call::takesSlot).count();
            }
        }
        if (taken > plan.concurrency()) {
            violated(member, "has " + taken + " calls at a time");
        }
    }

    /** Before the engine learns it. */
    void end(Call call, @Nullable Throwable failure) {
        if (!call.tenure.open.remove(call)) {
            violated(call, "ends twice");
        }
        trace.add(
                "end " + call + (failure == null ? "" : " " + failure.getClass().getSimpleName()));
        for (ConsumerRecord<byte[], byte[]> record : call.records) {
            Entry entry = entry(call.tenure.partition, record.offset());
            boolean poison = entry != null && entry.poison;
            Throwable why = call.failureOf(record, failure);
            if (why == null && !poison) {
                settled(call.tenure.partition, record.offset());
                call.tenure.finish(record.offset());
            } else if (why instanceof FatalFailure || poison || call.attempt >= plan.attempts()) {
                gaveUp(call.tenure, record.offset());
            }
        }
    }

    private void gaveUp(Tenure tenure, long offset) {
        switch (plan.fate()) {
            case TRIED_AGAIN, STOPS -> {}
            case SKIPPED, DEAD_LETTER_OR_DROPPED -> {
                settled(tenure.partition, offset);
                tenure.excuse(offset);
            }
            case DEAD_LETTER -> {
                givenUp.computeIfAbsent(tenure.partition, any -> new TreeSet<>())
                        .add(offset);
                Entry entry = entry(tenure.partition, offset);
                if (entry != null && entry.letter) {
                    tenure.excuse(offset); // this time it may be there already, by an earlier assignment
                }
            }
        }
    }

    /** It will be finished without a call; on the worker that does so. */
    void filtered(ConsumerRecord<byte[], byte[]> record) {
        Tenure tenure = origins.get(record);
        if (tenure == null) {
            violated("@" + record.offset(), "was filtered, but never delivered");
            return;
        }
        settled(tenure.partition, record.offset());
        tenure.filter(record.offset());
    }

    void letter(TopicPartition partition, long offset) {
        trace.add("letter of " + partition + "@" + offset);
        if (!givenUp.getOrDefault(partition, Set.of()).contains(offset) && plan.fate() == StormPlan.Fate.DEAD_LETTER) {
            violated(partition + "@" + offset, "has a dead letter, but was not given up");
        }
        Entry entry = entry(partition, offset);
        if (entry != null) {
            entry.letter = true;
        }
        settled(partition, offset);
        for (Tenure tenure : tenures.values()) {
            if (tenure.partition.equals(partition) && tenure.wasDelivered(offset)) {
                tenure.excuse(offset);
            }
        }
    }

    private void settled(TopicPartition partition, long offset) {
        Entry entry = entry(partition, offset);
        if (entry != null) {
            entry.settled = true;
        }
    }

    // --- commits ---

    void committing(StormMember member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        readLetters.run();
        offsets.forEach((partition, offset) -> {
            Assignment current = member.assignments().of(partition);
            Tenure tenure = current == null ? latest(member, partition) : tenure(member, current);
            if (tenure == null) {
                violated(member + " " + partition, "commits what it never had");
            } else {
                trace.add(tenure + " commits " + offset.offset());
                violated(tenure, tenure.commit(offset.offset(), map(offset.offset(), offset.metadata())));
            }
        });
    }

    /** Given up in order: whatever was finished by then is committed, or tried to be. */
    void released(StormMember member, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Tenure tenure = latest(member, partition);
            if (tenure != null && tenure.assignment.isClosed()) {
                violated(tenure, tenure.release());
            }
        }
    }

    private @Nullable Tenure latest(StormMember member, TopicPartition partition) {
        Tenure latest = null;
        for (Tenure tenure : tenures.values()) {
            if (tenure.member == member && tenure.partition.equals(partition)) {
                latest = tenure; // by id, so by age
            }
        }
        return latest;
    }

    private static Optional<CompletionMap> map(long offset, String metadata) {
        Optional<CompletionMap> map = CompletionMap.read(metadata, offset);
        if (map.isEmpty() && !metadata.isEmpty()) {
            throw new IllegalStateException("cannot be read: " + metadata);
        }
        return map;
    }

    /** What the broker has taken. */
    void committed(TopicPartition partition, long offset, String metadata) {
        Part part = part(partition);
        if (offset < part.committed) {
            violated(partition, "was committed up to " + part.committed + ", and is now back at " + offset);
            return;
        }
        part.entries.subMap(part.committed, offset).forEach((below, entry) -> {
            if (!entry.settled) {
                violated(partition, "is committed up to " + offset + ", but nobody has finished @" + below);
            }
        });
        map(offset, metadata)
                .ifPresent(map -> part.entries.subMap(offset, map.top()).forEach((above, entry) -> {
                    if (!entry.settled && map.isFinished(above)) {
                        violated(partition, "is committed with a map in which @" + above + " is finished, by nobody");
                    }
                }));
        if (offset > part.committed) {
            trace.add("committed " + partition + " " + offset);
        }
        part.committed = offset;
    }

    // --- the end ---

    /** Whether no record stands at or above what is committed; a gap may. */
    boolean isAllCommitted() {
        return parts.values().stream().allMatch(part -> part.entries.ceilingKey(part.committed) == null);
    }

    /** Records that nobody has handled. */
    List<String> unsettled() {
        List<String> unsettled = new ArrayList<>();
        parts.forEach((partition, part) -> part.entries.forEach((offset, entry) -> {
            if (!entry.settled) {
                unsettled.add(partition + "@" + offset);
            }
        }));
        return unsettled;
    }
}
