package dev.leat.embedded;

import java.time.Duration;

/** A point in monotonic time until which something may take; also the only place of this module that sleeps. */
final class Deadline {
    private final Duration length;
    private final long endNanos;

    private Deadline(Duration length) {
        this.length = length;
        this.endNanos = System.nanoTime() + length.toNanos();
    }

    static Deadline in(Duration length) {
        return new Deadline(length);
    }

    /** The time given in the beginning. */
    Duration length() {
        return length;
    }

    boolean passed() {
        return remainingNanos() <= 0;
    }

    /** Never negative. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /** Waits a little before something outside is asked again; returns false, at once, when the time is over. */
    boolean pause(Duration little) throws InterruptedException {
        var nanos = Math.min(little.toNanos(), remainingNanos());
        if (nanos <= 0) {
            return false;
        }
        Thread.sleep(Duration.ofNanos(nanos).plusMillis(1).toMillis());
        return true;
    }

    private long remainingNanos() {
        return endNanos - System.nanoTime();
    }
}
