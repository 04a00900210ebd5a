package dev.leat.core.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many records a group may have in flight where workers alone do not say: a handler that returns before its record is done frees
 * its worker, but not its slot. Any thread.
 */
class Slots {
    /** For groups whose workers are the limit. */
    static final Slots UNLIMITED = new Slots();

    private Slots() {}

    static Slots of(int slots, Executor workers) {
        return new Counted(slots, workers);
    }

    /** True with a slot taken; false if there is none: the task will be run by a worker when there may be one. */
    boolean take(Runnable task) {
        return true;
    }

    void release() {}

    private static final class Counted extends Slots {
        private final AtomicInteger free;
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        private final Executor workers;

        Counted(int slots, Executor workers) {
            this.free = new AtomicInteger(slots);
            this.workers = workers;
        }

        @Override
        boolean take(Runnable task) {
            if (tryTake()) {
                return true;
            }
            waiting.add(task);
            // One may have come free in between, before the task could be seen waiting.
            if (!tryTake()) {
                return false;
            }
            if (waiting.remove(task)) {
                return true;
            }
            release(); // somebody else has had it run already
            return false;
        }

        private boolean tryTake() {
            for (int now = free.get(); now > 0; now = free.get()) {
                if (free.compareAndSet(now, now - 1)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        void release() {
            free.incrementAndGet();
            Runnable next = waiting.poll();
            if (next != null) {
                workers.execute(next);
            }
        }
    }
}
