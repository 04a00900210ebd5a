package dev.leat.core.internal;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.spi.Surroundings;
import dev.leat.testkit.TestGroup;
import dev.leat.testkit.TestKafka;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One process of a storm, with its member of the group. */
final class StormMember implements Tap.Listener {
    /** Makes the group of a process. */
    @FunctionalInterface
    interface Maker {
        ConsumerGroup group(Leat leat, StormMember member);
    }

    private final String name;
    private final TestKafka kafka;
    private final TestGroup broker;
    private final Ledger ledger;
    private final Leat leat;
    private final ConsumerGroup group;
    private @Nullable Surroundings surroundings;
    private Assignments assignments = new Assignments();
    private @Nullable Long frozenNanos;
    private boolean killed;
    private boolean leaving;
    private boolean wasCutOff;
    private boolean takingIn;

    StormMember(String name, TestKafka kafka, TestGroup broker, Ledger ledger, Maker maker) {
        this.name = name;
        this.kafka = kafka;
        this.broker = broker;
        this.ledger = ledger;
        this.leat = kafka.leat(builder -> {
            Surroundings tapped = Tap.into(Insides.surroundings(builder), this);
            surroundings = tapped;
            return builder.surroundings(tapped);
        });
        this.group = maker.group(leat, this);
        group.start();
    }

    Surroundings surroundings() {
        if (surroundings == null) {
            throw new IllegalStateException("not made yet");
        }
        return surroundings;
    }

    long nanos() {
        return surroundings().nanos();
    }

    long committed(TopicPartition partition) {
        return broker.committed(partition.topic(), partition.partition()).orElse(0);
    }

    String metadata(TopicPartition partition) {
        return broker.metadata(partition.topic(), partition.partition());
    }

    Leat leat() {
        return leat;
    }

    ConsumerGroup group() {
        return group;
    }

    Assignments assignments() {
        return assignments;
    }

    /** The one a record was delivered in: an open one, or one that is known from before. */
    @Nullable
    Assignment open(long id) {
        for (Assignment assignment : assignments.all()) {
            if (assignment.id() == id) {
                return assignment;
            }
        }
        return null;
    }

    // --- what passes between engine and client ---

    @Override
    public void joins(Assignments assignments) {
        this.assignments = assignments;
    }

    /** Takes note of assignments before they can go away again. */
    void meet() {
        assignments.all().forEach(assignment -> ledger.tenure(this, assignment));
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        for (Assignment assignment : assignments.of(partitions)) {
            ledger.tenure(this, assignment).revoked(nanos());
        }
    }

    @Override
    public void released(Collection<TopicPartition> partitions, Rebalance by) {
        if (!Insides.holdsCommitsBack(by, nanos())) {
            ledger.released(this, partitions);
        }
    }

    @Override
    public void lost(Collection<TopicPartition> partitions) {
        wasCutOff = true;
    }

    @Override
    public void calls() {
        takingIn = false;
        meet();
    }

    @Override
    public void polled(ConsumerRecords<byte[], byte[]> records) {
        takingIn = true;
        ledger.polled(this, records);
    }

    @Override
    public void committing(Map<TopicPartition, OffsetAndMetadata> offsets) {
        ledger.committing(this, offsets);
    }

    // --- what happens to it ---

    void freeze() {
        kafka.freeze(leat);
        frozenNanos = nanos();
    }

    void kill() {
        kafka.kill(leat);
        killed = true;
        frozenNanos = nanos();
    }

    /** Its assignments are not its own any more if it was away for that long, and the broker was there to notice. */
    void thaw(Duration session) {
        kafka.thaw(leat);
        Long since = frozenNanos;
        frozenNanos = null;
        if (since != null
                && nanos() - since >= session.toNanos()
                && !broker.members().contains(leat)) {
            wasCutOff = true;
            assignments
                    .all()
                    .forEach(assignment -> ledger.tenure(this, assignment).expire());
        }
    }

    void lose() {
        wasCutOff = true;
        broker.lose(leat);
    }

    /** On a thread of its own process, so that all else goes on meanwhile. */
    void leave(Duration atMost) {
        leaving = true;
        surroundings()
                .thread("storm-" + name + "-close", () -> leat.close(atMost))
                .start();
    }

    /** Whether records have been polled, and are not all with their assignments yet. */
    boolean isTakingIn() {
        return takingIn;
    }

    boolean isFrozen() {
        return frozenNanos != null;
    }

    boolean isKilled() {
        return killed;
    }

    /** Whether the storm may do something to it. */
    boolean isAlive() {
        return !killed && !leaving && group.state() != GroupState.CLOSED;
    }

    boolean isGone() {
        return killed || group.state() == GroupState.CLOSED;
    }

    /** Whether it has been heard of all the time, so that its partitions go away in order only. */
    boolean isReliable() {
        return !killed && !leaving && !wasCutOff && frozenNanos == null && group.state() == GroupState.CONSUMING;
    }

    @Override
    public String toString() {
        return name;
    }

    String describe() {
        return name + " " + group.state() + (killed ? " killed" : isFrozen() ? " frozen" : "") + " for the broker "
                + (broker.members().contains(leat) ? broker.assignment(leat) : "no member") + ", for itself "
                + assignments.all();
    }
}
