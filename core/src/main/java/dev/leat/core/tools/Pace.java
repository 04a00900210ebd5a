package dev.leat.core.tools;

/** A steady rate: says how long to wait for the next ones. What took longer than its share is not made up for. For one thread. */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private long dueNanos;

    /** @param perSecond zero is as fast as can be */
    Pace(double perSecond, long startNanos) {
        this.perSecond = perSecond;
        this.dueNanos = startNanos;
    }

    /** Counts that many, and tells how long they must wait for their turn. */
    long waitNanos(int next, long nowNanos) {
        if (perSecond == 0) {
            return 0;
        }
        long wait = Math.max(0, dueNanos - nowNanos);
        dueNanos = nowNanos + wait + (long) (next / perSecond * NANOS_PER_SECOND);
        return wait;
    }
}
