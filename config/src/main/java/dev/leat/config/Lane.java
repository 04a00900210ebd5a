package dev.leat.config;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing after the other on a thread that is there only while there is something to do. So whoever reads for all namespaces does not wait for the listeners of one. From any
 * thread.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final Surroundings surroundings;
    private final String name;
    /** Guarded by this, as what follows. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private @Nullable Thread thread;
    private CountDownLatch idle = new CountDownLatch(0);
    private boolean isClosed;

    Lane(Surroundings surroundings, String name) {
        this.surroundings = surroundings;
        this.name = name;
    }

    /** Does not wait. Nothing is done any more once it is closed. */
    synchronized void run(Runnable task) {
        if (isClosed) {
            return;
        }
        tasks.add(task);
        if (thread == null) {
            Thread fresh = surroundings.thread(name, this::work);
            thread = fresh;
            idle = new CountDownLatch(1);
            fresh.start();
        }
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable e) { // what comes after it must not wait for ever
                LOG.warn("{} goes on after a failure", name, e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks.poll();
        if (task == null) {
            thread = null;
            idle.countDown();
        }
        return task;
    }

    /** Leaves what has not begun, and waits for what has, at most this long; not if that is what calls this. */
    void close(Duration atMost) {
        CountDownLatch end;
        synchronized (this) {
            isClosed = true;
            tasks.clear();
            if (thread == Thread.currentThread()) {
                return;
            }
            end = idle;
        }
        try {
            var unused = surroundings.await(end, atMost.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
