package dev.leat.core;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a member of a group is with one partition, at one moment.
 *
 * @param next the lowest offset that is not finished: what is committed, or will be; {@link #NOT_BEGUN} while Kafka has not said where the partition
 *     begins, or its transactions are not ready
 * @param lag records from there to the end of the log; empty while Kafka's client has not been told where that is. Gaps count as records
 * @param lagTime how long ago the record at {@code next} was made, by its timestamp; zero without lag, empty if it is not at hand
 * @param inHand records that are in memory and not finished
 * @param standing for how long {@code next} has not moved though there was something to do, or the partition has not begun; zero if it moves, or there
 *     is nothing
 * @param paused whether by {@link ConsumerGroup#pause()} or one of its like
 * @param key of the oldest unfinished record, as UTF-8 text: the one that the commit waits for. Empty if there is none, it has none, or it
 *     waits outside of any order
 */
public record PartitionProgress(
        String topic,
        int partition,
        long next,
        OptionalLong lag,
        Optional<Duration> lagTime,
        long inHand,
        Duration standing,
        boolean paused,
        Optional<String> key) {
    /** No offset. */
    public static final long NOT_BEGUN = -1;

    /** Whether it is known where the partition begins. */
    public boolean hasBegun() {
        return next != NOT_BEGUN;
    }

    /** Without the key, which may be nobody else's business. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + next + "[lag " + (lag.isPresent() ? lag.getAsLong() : "unknown")
                + lagTime.map(time -> " of " + time).orElse("") + ", " + inHand + " in hand"
                + (standing.isZero() ? "" : ", standing for " + standing) + (paused ? ", paused" : "") + "]";
    }
}
