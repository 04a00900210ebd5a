package dev.leat.benchmarks.arm.logs;

import java.util.concurrent.locks.LockSupport;

/** So many a second, in bursts: how a busy service logs. For one thread. */
final class Pace {
    private static final long BURST_NANOS = 5_000_000;

    private final double perNano;
    private final long begun = System.nanoTime();
    private long done;

    Pace(double perSecond) {
        this.perNano = perSecond / 1e9;
    }

    /** Returns when the next one is due; at once for those that are late. */
    void await() {
        long due = begun + (long) (done++ / perNano) / BURST_NANOS * BURST_NANOS;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
