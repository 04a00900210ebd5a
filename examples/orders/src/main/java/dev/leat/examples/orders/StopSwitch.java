package dev.leat.examples.orders;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Thrown once, by any thread; the only thing the demo ever waits on. */
final class StopSwitch {
    private final CountDownLatch thrown = new CountDownLatch(1);

    void stop() {
        thrown.countDown();
    }

    boolean stopped() {
        return thrown.getCount() == 0;
    }

    /** Waits this long, or until it is thrown; tells whether it is. */
    boolean await(Duration atMost) throws InterruptedException {
        return thrown.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
