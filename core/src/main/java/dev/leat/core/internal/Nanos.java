package dev.leat.core.internal;

import java.time.Duration;

/** Durations as nanoseconds for deadlines: none so long that a deadline counted from any moment would wrap around. */
public final class Nanos {
    /** About 146 years. */
    private static final long LONGEST = Long.MAX_VALUE / 2;

    private static final Duration LONGEST_DURATION = Duration.ofNanos(LONGEST);

    private Nanos() {}

    /** {@link Duration#toNanos()}, which throws for what is longer than 292 years. */
    public static long of(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(LONGEST_DURATION) < 0 ? duration.toNanos() : LONGEST;
    }
}
