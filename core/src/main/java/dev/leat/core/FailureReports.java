package dev.leat.core;

import dev.leat.core.spi.Surroundings;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings send failures to a listener on a thread of its own, which exists only while there are some. Never blocks the reporter. */
final class FailureReports {
    private static final int MOST_WAITING = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.producer");

    private final @Nullable SendFailureListener listener;
    private final AtomicLong dropped = new AtomicLong();
    private final Surroundings surroundings;
    private final ArrayBlockingQueue<SendException> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean hasThread = new AtomicBoolean();

    /** @param listener null if nobody wants to know: there is no thread then, and nothing is dropped */
    FailureReports(@Nullable SendFailureListener listener, Surroundings surroundings) {
        this.listener = listener;
        this.surroundings = surroundings;
    }

    /** Whether somebody listens. */
    boolean heard() {
        return listener != null;
    }

    void report(SendException failure) {
        if (listener == null) {
            return;
        }
        if (!waiting.offer(failure)) {
            dropped.incrementAndGet();
        }
        if (hasThread.compareAndSet(false, true)) {
            surroundings
                    .thread("leat-producer-failures", () -> bringAll(listener))
                    .start();
        }
    }

    private void bringAll(SendFailureListener to) {
        do {
            for (SendException failure = waiting.poll(); failure != null; failure = waiting.poll()) {
                bring(failure, to);
            }
            hasThread.set(false);
            // One that came between the two lines above has started no thread.
        } while (!waiting.isEmpty() && hasThread.compareAndSet(false, true));
    }

    private static void bring(SendException failure, SendFailureListener to) {
        try {
            to.sendFailed(failure);
        } catch (RuntimeException e) {
            LOG.warn("the listener for send failures failed itself", e);
        }
    }

    long dropped() {
        return dropped.get();
    }
}
