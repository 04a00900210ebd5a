package dev.leat.testkit.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group as its coordinator knows it: members, who shall have which partition, and commits. Belongs to whoever has the baton.
 *
 * <p>As under KIP-848, each member moves on by its own: it gives up what it shall not have, and takes what it shall have once nobody else
 * has it. Whoever keeps a partition goes on reading it meanwhile, as with the cooperative assignors of the classic protocol.
 */
public final class Group {
    /** The broker's default of {@code offset.metadata.max.bytes}. */
    private static final int LONGEST_METADATA = 4096;

    private final String id;
    private final Turns turns;
    private final Broker broker;
    private final List<Member> members = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new LinkedHashMap<>();
    private final List<Commitment> history = new ArrayList<>();
    private final Set<TopicPartition> withheld = new HashSet<>();
    private final Queue<RuntimeException> refusals = new ArrayDeque<>();
    private final Set<Member> away = new LinkedHashSet<>();
    private long commitDelayNanos;
    /** All members shall give up everything first. */
    private boolean recalling;

    private int epoch;
    private long changes;
    private int membersMade;

    /** One partition of one commit that was taken. */
    public record Commitment(long atNanos, String member, TopicPartition partition, OffsetAndMetadata offset) {}

    Group(String id, Turns turns, Broker broker) {
        this.id = id;
        this.turns = turns;
        this.broker = broker;
    }

    public String id() {
        return id;
    }

    int epoch() {
        return epoch;
    }

    /** Grows whenever a member may have something to do. */
    long changes() {
        return changes;
    }

    public List<Member> members() {
        return Collections.unmodifiableList(members);
    }

    // --- who belongs to it ---

    Member join(SimulatedProcess process, Set<String> topics, @Nullable String instance, long sessionNanos) {
        Member old = instance == null ? null : ofInstance(instance);
        Member member = new Member(id + "-member-" + ++membersMade, process, topics, instance, sessionNanos);
        if (old != null) {
            old.replaced();
            member.takeOver(old);
            members.set(members.indexOf(old), member);
        } else {
            members.add(member);
        }
        assign();
        return member;
    }

    private @Nullable Member ofInstance(String instance) {
        for (Member member : members) {
            if (instance.equals(member.instance())) {
                return member;
            }
        }
        return null;
    }

    void leave(Member member) {
        if (members.remove(member)) {
            member.fence();
            assign();
            released();
        }
    }

    /** It is gone without a word, and has its partitions until its session expires; one of a fixed name may come back in time. */
    void stayAway(Member member) {
        away.add(member);
        member.silentSince(turns.nanos());
        awaitExpiry(member, () -> true);
    }

    /** Sessions begin anew with a broker that comes back, those of members that will never be heard again, too. */
    void brokerIsBack() {
        away.retainAll(members);
        List.copyOf(away).forEach(this::stayAway);
    }

    /** Takes it for dead: its partitions go to others; it finds out when it asks again. */
    public void fence(SimulatedProcess process) {
        for (Member member : List.copyOf(members)) {
            if (member.process() == process) {
                leave(member);
            }
        }
    }

    void wentSilent(SimulatedProcess process) {
        for (Member member : members) {
            if (member.process() == process) {
                member.silentSince(turns.nanos());
                awaitExpiry(member, process::isFrozen);
            }
        }
    }

    private void awaitExpiry(Member member, BooleanSupplier isSilent) {
        turns.at(member.expiryNanos(), () -> {
            if (broker.isUp() && isSilent.getAsBoolean() && member.expiryNanos() <= turns.nanos()) {
                leave(member);
            }
        });
    }

    // --- who has what ---

    void topicsChanged() {
        if (!members.isEmpty()) {
            assign();
        }
    }

    void topicDeleted(String topic) {
        forget(topic);
        assign();
    }

    /** The broker drops commits of deleted topics. */
    void forget(String topic) {
        committed.keySet().removeIf(partition -> partition.topic().equals(topic));
    }

    /** Gives the partition to nobody of this test, as if a member elsewhere had it. */
    public void withhold(TopicPartition partition) {
        withheld.add(partition);
        assign();
    }

    public void giveBack(Collection<TopicPartition> partitions) {
        withheld.removeAll(partitions);
        assign();
    }

    public Set<TopicPartition> withheld() {
        return Set.copyOf(withheld);
    }

    /** Takes everything from everybody, and gives each member what the one before it had. */
    public void recall() {
        recalling = true;
        members.forEach(Member::recalled);
        assign();
        released();
    }

    /** A member has given something up. */
    void released() {
        changes++;
        if (recalling && members.stream().allMatch(member -> member.owned().isEmpty())) {
            recalling = false;
            Assignor.rotate(members);
            assign();
        }
    }

    void assign() {
        epoch++;
        changes++;
        Assignor.assign(members, partitions(), recalling ? partitions() : withheld);
    }

    private Set<TopicPartition> partitions() {
        Set<TopicPartition> all = new LinkedHashSet<>();
        for (Topic topic : broker.topics()) {
            topic.logs().forEach(log -> all.add(log.partition()));
        }
        return all;
    }

    boolean isFree(TopicPartition partition, Member asker) {
        return members.stream()
                .noneMatch(member -> member != asker && member.owned().contains(partition));
    }

    // --- commits ---

    /**
     * The broker's side of a commit.
     *
     * @param member null for a client that assigns itself
     */
    @Nullable
    RuntimeException commit(@Nullable Member member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        RuntimeException refusal = refusal(member, offsets);
        if (refusal == null) {
            take(member, offsets);
        }
        return refusal;
    }

    /** Why a commit is not taken; null if it would be. */
    @Nullable
    RuntimeException refusal(@Nullable Member member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        RuntimeException refusal = refusals.poll();
        if (refusal != null) {
            return refusal;
        }
        if (member != null && member.isReplaced()) {
            return new FencedInstanceIdException("another member has taken the group.instance.id");
        }
        if (member == null ? !members.isEmpty() : member.isFenced()) {
            return new CommitFailedException();
        }
        for (OffsetAndMetadata offset : offsets.values()) {
            if (offset.metadata().length() > LONGEST_METADATA) {
                return new OffsetMetadataTooLarge("The committing offset data size is not valid: metadata of "
                        + offset.metadata().length() + " characters, at most " + LONGEST_METADATA);
            }
        }
        return null;
    }

    /** A transaction's offsets are taken with its commit, if they were not refused when they came. */
    void take(@Nullable Member member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            committed.put(partition, offset);
            history.add(new Commitment(turns.nanos(), member == null ? "" : member.id(), partition, offset));
        });
    }

    public Optional<OffsetAndMetadata> committed(TopicPartition partition) {
        return Optional.ofNullable(committed.get(partition));
    }

    public Map<TopicPartition, OffsetAndMetadata> committed() {
        Map<TopicPartition, OffsetAndMetadata> sorted = new TreeMap<>(TopicPartitions.ORDER);
        sorted.putAll(committed);
        return sorted;
    }

    /** As an administrator does. */
    public void reset(TopicPartition partition, OffsetAndMetadata offset) {
        committed.put(partition, offset);
    }

    public List<Commitment> history() {
        return Collections.unmodifiableList(history);
    }

    /** The next commits fail with these, in this order. */
    public void refuse(List<RuntimeException> failures) {
        refusals.addAll(failures);
    }

    public void delayCommits(long nanos) {
        commitDelayNanos = nanos;
    }

    long commitDelayNanos() {
        return commitDelayNanos;
    }
}
