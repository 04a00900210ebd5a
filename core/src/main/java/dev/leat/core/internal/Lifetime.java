package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a run of a group goes on, and how much time is left once it has been told to end. Thread-safe. */
final class Lifetime {
    private final Surroundings surroundings;
    private final Lifecycle lifecycle;
    private volatile @Nullable Deadline deadline;

    Lifetime(Surroundings surroundings, Lifecycle lifecycle) {
        this.surroundings = surroundings;
        this.lifecycle = lifecycle;
    }

    /**
     * @param drainUntil until then handlers are waited for; the rest is for Kafka
     * @param end all in nanoseconds of the monotonic clock
     */
    private record Deadline(long drainUntil, long end) {}

    void joined() {
        lifecycle.joined();
    }

    void troubled(Throwable reason) {
        lifecycle.troubled(reason);
    }

    void parted() {
        lifecycle.parted();
    }

    /** Asks for the end. A later call may only shorten the time. */
    synchronized void end(Duration atMost) {
        long start = surroundings.nanos();
        long all = Nanos.of(atMost);
        Deadline now = deadline;
        if (now == null || start + all - now.end < 0) {
            deadline = new Deadline(start + all / 4 * 3, start + all);
        }
    }

    boolean isEnding() {
        return deadline != null;
    }

    /** What may be spent on waiting for handlers: the whole while the run goes on. Asked again while waiting. */
    Duration forDrain(Duration wanted) {
        return isEnding() ? least(wanted, untilInterrupts()) : wanted;
    }

    /** What the end leaves to handlers before they are interrupted; nothing is left before the run was told to end. */
    Duration untilInterrupts() {
        Deadline now = deadline;
        return now == null ? Duration.ZERO : until(now.drainUntil);
    }

    /** What may be spent on one call of Kafka; of the end's last quarter half, for there are the last commit and leaving the group. */
    Duration forKafka(Duration wanted) {
        Deadline now = deadline;
        return now == null
                ? wanted
                : least(least(wanted, until(now.end)), Duration.ofNanos((now.end - now.drainUntil) / 2));
    }

    Duration untilDeadline() {
        Deadline now = deadline;
        return now == null ? Duration.ZERO : until(now.end);
    }

    private Duration until(long nanos) {
        return Duration.ofNanos(Math.max(0, nanos - surroundings.nanos()));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
