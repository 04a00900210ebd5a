package dev.leat.admin;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time until which something is tried again. The only place here that waits without being woken. For one thread. */
final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final long endNanos;

    Patience(Duration atMost) {
        this.endNanos = System.nanoTime() + atMost.toNanos();
    }

    /** Waits a moment. False, at once, if the time is over. */
    boolean pause() throws InterruptedException {
        if (endNanos - System.nanoTime() <= 0) {
            return false;
        }
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        return true;
    }
}
