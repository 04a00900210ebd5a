package dev.leat.core;

import dev.leat.core.spi.Surroundings;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings send failures to a listener on a thread of its own, which exists only while there are some. Never blocks the reporter. */
final class FailureReports {
    private static final int MOST_WAITING = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.producer");

    private final SendFailureListener listener;
    private final AtomicLong dropped = new AtomicLong();
    private final Surroundings surroundings;
    private final ArrayBlockingQueue<SendException> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean hasThread = new AtomicBoolean();

    FailureReports(SendFailureListener listener, Surroundings surroundings) {
        this.listener = listener;
        this.surroundings = surroundings;
    }

    void report(SendException failure) {
        if (!waiting.offer(failure)) {
            dropped.incrementAndGet();
        }
        if (hasThread.compareAndSet(false, true)) {
            surroundings.thread("leat-producer-failures", this::bringAll).start();
        }
    }

    private void bringAll() {
        do {
            for (SendException failure = waiting.poll(); failure != null; failure = waiting.poll()) {
                bring(failure);
            }
            hasThread.set(false);
            // One that came between the two lines above has started no thread.
        } while (!waiting.isEmpty() && hasThread.compareAndSet(false, true));
    }

    private void bring(SendException failure) {
        try {
            listener.sendFailed(failure);
        } catch (RuntimeException e) {
            LOG.warn("the listener for send failures failed itself", e);
        }
    }

    long dropped() {
        return dropped.get();
    }
}
