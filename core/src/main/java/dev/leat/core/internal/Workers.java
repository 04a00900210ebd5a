package dev.leat.core.internal;

import dev.leat.core.spi.WorkerPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that run handlers: as many at a time as the group's concurrency, first come first served. They come with the work and
 * go when there is none for ten seconds.
 */
final class Workers implements WorkerPool {
    private static final long IDLE_SECONDS = 10;
    private static final ThreadLocal<Workers> CURRENT = new ThreadLocal<>();

    private final ThreadPoolExecutor pool;

    private Workers(int concurrency, ThreadFactory threads) {
        pool = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> threads.newThread(() -> {
                    CURRENT.set(this);
                    task.run();
                }),
                // After shutdown: what comes late belongs to closed assignments and would do nothing.
                (task, executor) -> {});
        pool.allowCoreThreadTimeOut(true);
    }

    static Workers platform(String name, int concurrency) {
        AtomicInteger count = new AtomicInteger();
        return new Workers(concurrency, task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @throws UnsupportedOperationException on a JVM before 21; ask {@link VirtualThreads#available()} first */
    static Workers virtual(String name, int concurrency) {
        return new Workers(concurrency, VirtualThreads.factory(name + "-"));
    }

    @Override
    public void execute(Runnable lane) {
        pool.execute(lane);
    }

    @Override
    public boolean runsCaller() {
        return CURRENT.get() == this;
    }

    @Override
    public void shutdownNow() {
        pool.shutdownNow();
    }

    @Override
    public boolean awaitEnd(long nanos) throws InterruptedException {
        return pool.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }
}
