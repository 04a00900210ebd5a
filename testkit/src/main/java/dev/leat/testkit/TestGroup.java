package dev.leat.testkit;

import dev.leat.core.Leat;
import dev.leat.testkit.internal.Broker;
import dev.leat.testkit.internal.Group;
import dev.leat.testkit.internal.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A consumer group of a {@link TestKafka} as the broker sees it, and what may happen to one. For the test's thread. */
public final class TestGroup {
    private final TestKafka kafka;
    private final Group group;
    private final Broker broker;

    TestGroup(TestKafka kafka, Group group, Broker broker) {
        this.kafka = kafka;
        this.group = group;
        this.broker = broker;
    }

    // --- commits ---

    /** The offset committed of that partition. */
    public OptionalLong committed(String topic, int partition) {
        return group.committed(new TopicPartition(topic, partition))
                .map(offset -> OptionalLong.of(offset.offset()))
                .orElse(OptionalLong.empty());
    }

    /** What was committed with the offset; empty text if nothing was. */
    public String metadata(String topic, int partition) {
        return group.committed(new TopicPartition(topic, partition))
                .map(OffsetAndMetadata::metadata)
                .orElse("");
    }

    /** All that is committed now, sorted by topic and partition. */
    public Map<TopicPartition, OffsetAndMetadata> committed() {
        return group.committed();
    }

    /** Every commit that was taken, in the order the broker took them; one entry for each partition of a commit. */
    public List<Commit> commits() {
        return group.history().stream()
                .map(one -> new Commit(
                        broker.at(one.atNanos()),
                        one.member(),
                        one.partition().topic(),
                        one.partition().partition(),
                        one.offset().offset(),
                        one.offset().metadata()))
                .toList();
    }

    /** Sets an offset as an administrator does. */
    public void reset(String topic, int partition, long offset) {
        reset(topic, partition, offset, "");
    }

    /** Sets an offset and metadata, as someone else's commit would. */
    public void reset(String topic, int partition, long offset, String metadata) {
        group.reset(new TopicPartition(topic, partition), new OffsetAndMetadata(offset, metadata));
    }

    /** The next commits fail with this: of Kafka's exceptions one that may pass, such as RebalanceInProgressException, or any other. */
    public void refuseCommits(int number, RuntimeException failure) {
        group.refuse(Collections.nCopies(number, failure));
    }

    /** From now on commits reach the broker so much later. Zero is as in the beginning. */
    public void delayCommits(Duration delay) {
        group.delayCommits(delay.toNanos());
    }

    // --- members ---

    /** The processes that have a member in the group, as the broker knows it: frozen ones until their session expires. */
    public List<Leat> members() {
        return group.members().stream()
                .map(member -> kafka.leat(member.process()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The partitions that this process has: taken, and not yet given up. */
    public Set<TopicPartition> assignment(Leat leat) {
        return group.members().stream()
                .filter(member -> member.process() == kafka.process(leat))
                .map(Member::owned)
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(() -> new TreeSet<>(TestGroup::compare)));
    }

    private static int compare(TopicPartition one, TopicPartition other) {
        int byTopic = one.topic().compareTo(other.topic());
        return byTopic != 0 ? byTopic : Integer.compare(one.partition(), other.partition());
    }

    // --- rebalances; members follow when time goes on, not before ---

    /** Takes a partition from whoever has it, as if a member outside of this test got it. Until {@link #giveBack}. */
    public void revoke(String topic, int partition) {
        group.withhold(new TopicPartition(topic, partition));
    }

    /** Gives out again what was revoked. */
    public void giveBack(String topic, int partition) {
        group.giveBack(List.of(new TopicPartition(topic, partition)));
    }

    /** Takes all partitions from all members, then gives each member those of the one before; a single one gets its own back. */
    public void rebalance() {
        group.recall();
    }

    /**
     * Takes the process for dead: its partitions go to others at once, and its commits fail. It loses them in its next poll, and joins
     * again.
     */
    public void lose(Leat leat) {
        group.fence(kafka.process(leat));
    }

    /** One partition of one commit. */
    public record Commit(Instant at, String member, String topic, int partition, long offset, String metadata) {}

    @Override
    public String toString() {
        return "TestGroup[" + group.id() + "]";
    }
}
