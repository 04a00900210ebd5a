package dev.leat.core;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings send failures to a listener on a thread of its own, which exists only while there are some. Never blocks the reporter. */
final class FailureReports {
    private static final int MOST_WAITING = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.producer");

    private final SendFailureListener listener;
    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor thread;

    FailureReports(SendFailureListener listener) {
        this.listener = listener;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> {
                    Thread thread = new Thread(task, "leat-producer-failures");
                    thread.setDaemon(true);
                    return thread;
                },
                (task, executor) -> dropped.incrementAndGet());
        thread.allowCoreThreadTimeOut(true);
    }

    void report(SendException failure) {
        thread.execute(() -> {
            try {
                listener.sendFailed(failure);
            } catch (RuntimeException e) {
                LOG.warn("the listener for send failures failed itself", e);
            }
        });
    }

    long dropped() {
        return dropped.get();
    }

    /** What is waiting is still brought. */
    void close() {
        thread.shutdown();
    }
}
