package dev.leat.core.internal;

import java.time.Duration;

/**
 * Whether commits have to wait because this member may have been given up by the group without knowing it yet: its process stood still,
 * or a commit was refused. Kafka's client hears of that within moments, and tells the loop in a poll.
 *
 * <p>Until then a commit is no harmless question. With the consumer protocol, Kafka's client (4.3.1) sends the commits of a member that
 * was fenced without an epoch, as those of a lone consumer; and a broker takes these if the group is empty. So the group would go back
 * to where this member was when it stood still, and this member would take itself for one.
 *
 * <p>Owner thread only.
 */
final class Standstill {
    /** Well above the longest wait of the loop. */
    private static final Duration GAP = Duration.ofMillis(1_500);
    /** In which Kafka's client has heard from the group, if there is a broker to be heard. */
    private static final Duration HEARING = Duration.ofSeconds(1);

    private long lookedNanos;
    private long untilNanos;
    private boolean waiting;

    Standstill(long nowNanos) {
        this.lookedNanos = nowNanos;
    }

    /** Once in each turn of the loop: whether commits have to wait. Never twice in a row for longer than the time of hearing. */
    boolean look(long nowNanos) {
        boolean stoodStill = nowNanos - lookedNanos > GAP.toNanos();
        lookedNanos = nowNanos;
        if (stoodStill && !waiting) { // where each turn takes this long, some commits must get through still
            begin(nowNanos);
        } else if (waiting && nowNanos - untilNanos >= 0) {
            waiting = false;
        }
        return waiting;
    }

    /** A commit was refused as one that is none of a member. */
    void refused(long nowNanos) {
        begin(nowNanos);
    }

    boolean isRecent(long nowNanos) {
        return waiting && nowNanos - untilNanos < 0;
    }

    private void begin(long nowNanos) {
        waiting = true;
        untilNanos = nowNanos + HEARING.toNanos();
    }
}
