package dev.leat.examples.orders;

import java.time.Duration;

/** A steady rate: says how long to wait before the next one. What was missed is made up for. For one thread. */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;
    /** Shorter waits cost more than they are worth. */
    private static final Duration SHORTEST = Duration.ofMillis(2);

    private final double perSecond;
    private final long startNanos;
    private long passed;

    /** @param perSecond zero is as fast as can be */
    Pace(double perSecond, long startNanos) {
        this.perSecond = perSecond;
        this.startNanos = startNanos;
    }

    /** Counts one more, and tells how long it must wait for its turn. */
    Duration next(long nowNanos) {
        if (perSecond == 0) {
            return Duration.ZERO;
        }
        long dueNanos = startNanos + (long) (passed++ / perSecond * NANOS_PER_SECOND);
        Duration wait = Duration.ofNanos(Math.max(0, dueNanos - nowNanos));
        return wait.compareTo(SHORTEST) < 0 ? Duration.ZERO : wait;
    }
}
