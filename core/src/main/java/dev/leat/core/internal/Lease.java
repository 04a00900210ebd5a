package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;

/**
 * Until when this member may take its partitions for its own without having heard from the broker. A process that was frozen, or cut off
 * for longer than the session timeout, has been given up by the group; its workers look here before each start, so that it starts
 * nothing more when it wakes up (Gray and Cheriton, Leases, 1989). Written by the owner, read by workers.
 */
final class Lease {
    private final Surroundings surroundings;
    private volatile long lengthNanos;
    private volatile long endNanos;

    private Lease(Surroundings surroundings, long lengthNanos) {
        this.surroundings = surroundings;
        this.lengthNanos = lengthNanos;
        this.endNanos = surroundings.nanos() + lengthNanos;
    }

    /** @param lengthNanos less than the session timeout */
    static Lease of(Surroundings surroundings, long lengthNanos) {
        return new Lease(surroundings, lengthNanos);
    }

    /** For partitions that nobody takes away: the longest time that monotonic nanoseconds can tell apart. */
    static Lease endless(Surroundings surroundings) {
        return new Lease(surroundings, Long.MAX_VALUE / 2);
    }

    /** For a membership to come, which is not yet one. */
    void begin(long lengthNanos) {
        this.lengthNanos = lengthNanos;
        this.endNanos = surroundings.nanos() + lengthNanos;
    }

    boolean holds() {
        return endNanos - surroundings.nanos() > 0;
    }

    /** The broker has answered as it does to a member; the question was asked at this time. Never shortens. */
    void renew(long askedNanos) {
        if (askedNanos + lengthNanos - endNanos > 0) {
            endNanos = askedNanos + lengthNanos;
        }
    }

    /** Half of it is over: time to ask. */
    boolean runsLow() {
        return endNanos - surroundings.nanos() < lengthNanos / 2;
    }
}
