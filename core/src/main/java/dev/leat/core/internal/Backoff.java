package dev.leat.core.internal;

import java.time.Duration;

/**
 * Pauses between memberships: they double up to a limit, and begin anew after a membership that lasted longer than the limit. Having
 * joined is not enough: one that fails at each join would otherwise rebalance its whole group several times a second. For one thread.
 */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** The pause after a membership that lasted this long. */
    Duration after(Duration lasted) {
        if (lasted.compareTo(longest) > 0) {
            next = first;
        }
        Duration pause = next;
        Duration twice = pause.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
        return pause;
    }
}
