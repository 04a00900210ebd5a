package dev.leat.core.internal;

import dev.leat.core.spi.WorkerPool;
import java.util.ArrayDeque;

/** Workers without threads: what is to be run waits until the caller runs it, in its order. So the cost of threads is not in the figures. */
final class OneThread implements WorkerPool {
    private final ArrayDeque<Runnable> queued = new ArrayDeque<>();

    @Override
    public void execute(Runnable lane) {
        queued.add(lane);
    }

    void runAll() {
        for (Runnable next = queued.poll(); next != null; next = queued.poll()) {
            next.run();
        }
    }

    @Override
    public int worker() {
        return 0;
    }

    @Override
    public void shutdownNow() {
        queued.clear();
    }

    @Override
    public boolean awaitEnd(long nanos) {
        return true;
    }
}
