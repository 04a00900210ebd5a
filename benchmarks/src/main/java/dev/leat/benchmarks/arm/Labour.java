package dev.leat.benchmarks.arm;

import java.util.concurrent.locks.LockSupport;

/** Does the {@link Work} of a handler. Any number of threads. */
final class Labour {
    /** Steps of {@link #turn} per microsecond on an idle core, found out once for each JVM. */
    private static double turnsPerMicro;

    private final Work.Kind kind;
    private final long nanos;
    private final long turns;

    private Labour(Work.Kind kind, long nanos, long turns) {
        this.kind = kind;
        this.nanos = nanos;
        this.turns = turns;
    }

    /** Measures the core first, if it is to be kept busy: takes about a tenth of a second. */
    static Labour of(Work work) {
        long turns = work.kind() == Work.Kind.SPIN ? Math.round(turnsPerMicro() * work.nanos() / 1000) : 0;
        return new Labour(work.kind(), work.nanos(), turns);
    }

    /** Whether such work leaves its core to others. */
    static boolean blocks(Work work) {
        return work.kind() != Work.Kind.NONE && work.kind() != Work.Kind.SPIN;
    }

    /** Whether this record is slow on purpose while others are not. */
    boolean singlesOut(int partition, int key) {
        return switch (kind) {
            case SLEEP_ON_KEY_0 -> key == 0;
            case SLEEP_ON_PARTITION_0 -> partition == 0;
            case NONE, SPIN, SLEEP -> false;
        };
    }

    void perform(int partition, int key) {
        switch (kind) {
            case NONE -> {}
            case SPIN -> spin();
            case SLEEP -> sleep();
            case SLEEP_ON_KEY_0, SLEEP_ON_PARTITION_0 -> {
                if (singlesOut(partition, key)) {
                    sleep();
                }
            }
        }
    }

    /**
     * A fixed amount of computing, not of time: time also passes while a thread waits for a core, and an arm with more threads than cores
     * would have that as a gift.
     */
    private void spin() {
        turnAround(turns);
    }

    private static void turnAround(long times) {
        if (turn(times) == 0) {
            throw new IllegalStateException("never; but the compiler must not find out that nobody needs the number");
        }
    }

    /** Each step needs the result of the one before, so neither compiler nor processor can do several at once. */
    private static long turn(long times) {
        long value = 1;
        for (long i = 0; i < times; i++) {
            value = value * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        }
        return value;
    }

    private static synchronized double turnsPerMicro() {
        if (turnsPerMicro == 0) {
            long times = 20_000;
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 2_000; i++) {
                long begin = System.nanoTime();
                turnAround(times);
                best = Math.min(best, System.nanoTime() - begin); // the least disturbed one
            }
            turnsPerMicro = times * 1000.0 / best;
        }
        return turnsPerMicro;
    }

    /** Not Thread.sleep, which knows whole milliseconds only on Java 17. */
    private void sleep() {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("the handler was interrupted at its work");
            }
        }
    }
}
