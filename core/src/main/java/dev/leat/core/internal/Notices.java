package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what has happened to a listener of the user's, in order, on a thread of its own, which exists only while there is something.
 * Never blocks who reports: what comes while too much is waiting is dropped and counted.
 */
public final class Notices<T> {
    private static final int MOST_WAITING = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.listeners");

    private final String thread;
    private final Consumer<T> listener;
    private final Surroundings surroundings;
    private final AtomicLong dropped = new AtomicLong();
    private final ArrayBlockingQueue<T> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean hasThread = new AtomicBoolean();

    /** @param thread its name, by which a failing listener is also named in the log */
    public Notices(String thread, Consumer<T> listener, Surroundings surroundings) {
        this.thread = thread;
        this.listener = listener;
        this.surroundings = surroundings;
    }

    public void report(T notice) {
        if (!waiting.offer(notice)) {
            dropped.incrementAndGet();
        }
        if (hasThread.compareAndSet(false, true)) {
            surroundings.thread(thread, this::bringAll).start();
        }
    }

    private void bringAll() {
        do {
            for (T notice = waiting.poll(); notice != null; notice = waiting.poll()) {
                bring(notice);
            }
            hasThread.set(false);
            // One that came between the two lines above has started no thread.
        } while (!waiting.isEmpty() && hasThread.compareAndSet(false, true));
    }

    private void bring(T notice) {
        try {
            listener.accept(notice);
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: a listener has failed, going on", thread, e);
        }
    }

    public long dropped() {
        return dropped.get();
    }
}
