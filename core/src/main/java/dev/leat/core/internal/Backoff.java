package dev.leat.core.internal;

import java.time.Duration;

/**
 * Pauses between attempts: they double up to a limit, and begin anew after what lasted longer than the limit. To have begun is not enough: a
 * member that fails at each join would otherwise rebalance its whole group several times a second. Each pause is drawn from the upper
 * fifth below its full length, so that processes which lost Kafka together do not come back together. For one thread.
 */
public final class Backoff {
    private static final double JITTER = 0.2;

    private final Duration first;
    private final Duration longest;
    private final long salt;
    private Duration next;
    private long pauses;

    /** @param salt differs from process to process, such as the monotonic clock */
    public Backoff(Duration first, Duration longest, long salt) {
        this.first = first;
        this.longest = longest;
        this.salt = salt;
        this.next = first;
    }

    /** The pause after an attempt that lasted this long. */
    public Duration after(Duration lasted) {
        if (lasted.compareTo(longest) > 0) {
            next = first;
        }
        Duration full = next;
        Duration twice = full.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
        pauses++;
        return Duration.ofNanos((long) (full.toNanos() * (1 - JITTER * Jitter.share(salt * 31 + pauses))));
    }
}
