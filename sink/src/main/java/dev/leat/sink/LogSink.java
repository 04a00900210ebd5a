package dev.leat.sink;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.health.Check;
import dev.leat.core.health.Finding;
import dev.leat.core.health.GroupCheck;
import dev.leat.core.health.HealthStatus;
import java.time.Duration;

/**
 * Brings records of log topics to an index, to standard output, or to both, as a member of a consumer group: several instances share the
 * partitions. The offset of a record is committed when every output has it, or it stands among the dead letters. Its id in the index is made
 * of topic, partition and offset, so a record that comes again is no second document.
 *
 * <pre>{@code
 * LogSink sink = LogSink.on(leat)
 *         .topics("logs")
 *         .index(SearchIndex.at("http://localhost:9200").build())
 *         .build();
 * sink.start();
 * }</pre>
 *
 * <p>While the index is away, or has too much to do, the sink waits and tries again, for as long as that takes; it stays a member of its
 * group, and takes no more from Kafka than it has room for. All methods may be called from any thread.
 *
 * @since 0.1
 */
public final class LogSink implements AutoCloseable {
    private final ConsumerGroup group;
    private final Tally tally;
    private final Troubles troubles;

    LogSink(ConsumerGroup group, Tally tally, Troubles troubles) {
        this.group = group;
        this.tally = tally;
        this.troubles = troubles;
    }

    /** Begins a new one on that connection. */
    public static LogSinkBuilder on(Leat leat) {
        return new LogSinkBuilder(leat);
    }

    /**
     * Starts and returns at once. Neither Kafka nor the index need be there.
     *
     * @throws IllegalStateException if it was closed
     */
    public void start() {
        group.start();
    }

    /** The group behind it: its progress, its state, its end. */
    public ConsumerGroup group() {
        return group;
    }

    public SinkCounts counts() {
        return new SinkCounts(
                tally.indexed.sum(),
                tally.alreadyThere.sum(),
                group.counts().deadLetters(),
                tally.retries.sum(),
                tally.printed.sum());
    }

    /** Whether it does its work: critical while the index takes nothing, with the reason, or if the group has ended by itself. */
    public Check health() {
        GroupCheck own = GroupCheck.of(group);
        return () -> {
            Finding ofGroup = own.check();
            return ofGroup.status() == HealthStatus.CRITICAL
                    ? ofGroup
                    : troubles.finding().orElse(ofGroup);
        };
    }

    /** {@link #close(Duration)} with 30 seconds. */
    @Override
    public void close() {
        group.close();
    }

    /** Takes nothing more, waits for what is on its way to the index, commits, and leaves the group. */
    public void close(Duration atMost) {
        group.close(atMost);
    }

    @Override
    public String toString() {
        return "LogSink[" + group.id() + ", " + group.state() + "]";
    }
}
