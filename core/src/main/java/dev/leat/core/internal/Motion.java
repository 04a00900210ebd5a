package dev.leat.core.internal;

import java.time.Duration;

/** Since when the frontier of a partition stands where it is, though there is something to do. Owner thread only. */
final class Motion {
    private long frontier = -1;
    private long sinceNanos;

    /** Looked at a few times a second while there is something to do. */
    void look(long frontier, boolean busy, long nowNanos) {
        if (!busy || frontier != this.frontier) {
            this.frontier = busy ? frontier : -1;
            sinceNanos = nowNanos;
        }
    }

    Duration standing(long nowNanos) {
        return frontier < 0 ? Duration.ZERO : Duration.ofNanos(nowNanos - sinceNanos);
    }
}
