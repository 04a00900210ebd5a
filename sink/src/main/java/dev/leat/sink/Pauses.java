package dev.leat.sink;

import java.time.Duration;
import java.util.SplittableRandom;

/** Pauses between attempts: they double up to a limit, each shortened by up to a fifth, so that those who fail together do not come back together. For one thread. */
final class Pauses {
    private static final long FIRST_NANOS = Duration.ofMillis(200).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final double JITTER = 0.2;

    private final SplittableRandom random;
    private long nextNanos = FIRST_NANOS;

    /** @param seed another for each, such as the monotonic clock */
    Pauses(long seed) {
        this.random = new SplittableRandom(seed);
    }

    long nextNanos() {
        long full = nextNanos;
        nextNanos = Math.min(2 * full, LONGEST_NANOS);
        return (long) (full * (1 - JITTER * random.nextDouble()));
    }

    /** Something has succeeded. */
    void beginAnew() {
        nextNanos = FIRST_NANOS;
    }
}
