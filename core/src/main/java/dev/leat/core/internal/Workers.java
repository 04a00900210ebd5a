package dev.leat.core.internal;

import dev.leat.core.spi.WorkerPool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run handlers: as many at a time as the group's concurrency, first come first served. They come with the work and
 * go when there is none for ten seconds.
 *
 * <p>To wake a thread costs as much as to handle dozens of small records. So at most one is on its way at a time; once there, it sends for
 * the next if more is waiting (as Go's scheduler does with its spinning threads). While handlers are quick, the few that are awake
 * have taken everything before it arrives; when they are slow, all are there within milliseconds. Those that lay down last are woken first:
 * their caches are warm, and the others may go.
 */
final class Workers implements WorkerPool {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

    private final int most;
    private final ThreadFactory threads;
    private final long idleNanos;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Somebody was sent for, and has not arrived. */
    private final AtomicBoolean oneOnItsWay = new AtomicBoolean();
    /** Guarded by this. */
    private final Set<Worker> all = new HashSet<>();
    /** The numbers of all. Guarded by this. */
    private final BitSet numbers = new BitSet();
    /** Those lying down, the last of them at the end. Guarded by this. */
    private final ArrayDeque<Worker> idle = new ArrayDeque<>();
    /** How many could be sent for: idle ones, and those that do not exist yet. Written under the lock. */
    private volatile int free;

    private volatile boolean shutdown;

    /** @param idle after how long a thread ends that has found nothing to do */
    Workers(int most, ThreadFactory threads, Duration idle) {
        this.most = most;
        this.threads = threads;
        this.idleNanos = idle.toNanos();
        this.free = most;
    }

    static Workers platform(String name, int concurrency) {
        AtomicInteger count = new AtomicInteger();
        return new Workers(
                concurrency,
                task -> {
                    Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                IDLE);
    }

    /** @throws UnsupportedOperationException on a JVM before 21; ask {@link VirtualThreads#available()} first */
    static Workers virtual(String name, int concurrency) {
        return new Workers(concurrency, VirtualThreads.factory(name + "-"), IDLE);
    }

    @Override
    public void execute(Runnable task) {
        if (!shutdown) { // what comes later belongs to closed assignments and would do nothing
            tasks.add(task);
            sendForOne();
        }
    }

    /**
     * Sees to it that somebody looks for a task from now on. None is overlooked: one that is on its way looks after it has said that it
     * is there, and one that lies down looks again after it has said so.
     */
    private void sendForOne() {
        if (free > 0 && !oneOnItsWay.get() && oneOnItsWay.compareAndSet(false, true)) {
            boolean sent = false;
            try {
                sent = wakeOrStart();
            } finally {
                if (!sent) {
                    oneOnItsWay.set(false);
                }
            }
        }
    }

    private synchronized boolean wakeOrStart() {
        if (shutdown) {
            return false;
        }
        Worker worker = idle.pollLast();
        if (worker != null) {
            worker.wake();
        } else if (all.size() < most) {
            worker = new Worker(numbers.nextClearBit(1));
            worker.thread.start(); // fails if the machine has no more threads
            all.add(worker);
            numbers.set(worker.number);
        }
        countFree();
        return worker != null;
    }

    private synchronized boolean lieDown(Worker worker) {
        if (!shutdown) {
            idle.addLast(worker);
            countFree();
            return true;
        }
        remove(worker);
        return false;
    }

    private void remove(Worker worker) {
        all.remove(worker);
        numbers.clear(worker.number);
    }

    /** False if somebody has woken it meanwhile. */
    private synchronized boolean getUp(Worker worker, boolean toLeave) {
        if (!idle.remove(worker)) {
            return false;
        }
        if (toLeave) {
            remove(worker);
        }
        countFree();
        return true;
    }

    private void countFree() {
        free = idle.size() + most - all.size();
    }

    @Override
    public int worker() {
        Worker worker = CURRENT.get();
        return worker != null && worker.isOf(this) ? worker.number : 0;
    }

    @Override
    public void shutdownNow() {
        shutdown = true;
        tasks.clear();
        workers().forEach(worker -> worker.thread.interrupt());
    }

    @Override
    public boolean awaitEnd(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (Worker worker : workers()) {
            TimeUnit.NANOSECONDS.timedJoin(worker.thread, end - System.nanoTime());
            if (worker.thread.isAlive()) {
                return false;
            }
        }
        return true;
    }

    private synchronized List<Worker> workers() {
        return List.copyOf(all);
    }

    private final class Worker implements Runnable {
        private final int number;
        private final Thread thread = threads.newThread(this);
        private volatile boolean sentFor = true;

        Worker(int number) {
            this.number = number;
        }

        boolean isOf(Workers pool) {
            return pool == Workers.this;
        }

        void wake() {
            sentFor = true;
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            CURRENT.set(this);
            do {
                if (sentFor) {
                    sentFor = false;
                    oneOnItsWay.set(false);
                }
                runAll();
            } while (awaitTask());
        }

        private void runAll() {
            Runnable task = next();
            if (task != null && !tasks.isEmpty()) {
                sendForOne();
            }
            for (; task != null; task = next()) {
                try {
                    task.run();
                } catch (Throwable e) {
                    thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                }
                Thread.interrupted(); // meant for that task, if at all
            }
        }

        private @Nullable Runnable next() {
            return shutdown ? null : tasks.poll();
        }

        /** False if there was none for long: then the thread ends. */
        private boolean awaitTask() {
            if (!lieDown(this)) {
                return false;
            }
            long until = System.nanoTime() + idleNanos;
            while (!sentFor) {
                long rest = until - System.nanoTime();
                boolean leave = shutdown || rest <= 0;
                if ((leave || !tasks.isEmpty()) && getUp(this, leave)) {
                    return !leave;
                }
                LockSupport.parkNanos(Workers.this, rest);
                Thread.interrupted();
            }
            return true;
        }
    }
}
