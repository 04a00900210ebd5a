package dev.leat.testkit.internal;

import dev.leat.core.spi.WorkerPool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workers as {@link Strand}s; they come when there is work for one more, and stay. Belongs to whoever has the baton. */
final class SimulatedWorkers implements WorkerPool {
    private final Turns turns;
    private final SimulatedProcess process;
    private final String name;
    private final int most;

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<Strand> workers = new ArrayList<>();
    private final ArrayDeque<Strand> idle = new ArrayDeque<>();
    private int running;
    private boolean shutDown;

    SimulatedWorkers(Turns turns, SimulatedProcess process, String name, int most) {
        this.turns = turns;
        this.process = process;
        this.name = name;
        this.most = most;
    }

    @Override
    public void execute(Runnable task) {
        if (shutDown) {
            return;
        }
        tasks.add(task);
        Strand free = idle.poll();
        if (free != null) {
            turns.wake(free);
        } else if (workers.size() < most) {
            Strand worker = new Strand(turns, process, name + "-" + (workers.size() + 1), this::work);
            workers.add(worker);
            running++;
            worker.start();
        }
        turns.maybeLetOthersGo();
    }

    private void work() {
        Strand me = (Strand) Thread.currentThread();
        try {
            while (!shutDown) {
                Runnable task = tasks.poll();
                if (task != null) {
                    task.run();
                } else {
                    idle.add(me);
                    turns.sleep(me);
                }
            }
        } finally {
            running--;
        }
    }

    @Override
    public int worker() {
        @Nullable Strand caller = Strand.current();
        return caller == null ? 0 : workers.indexOf(caller) + 1;
    }

    @Override
    public void shutdownNow() {
        if (shutDown) {
            return;
        }
        shutDown = true;
        tasks.clear();
        workers.forEach(Thread::interrupt);
        for (Strand free = idle.poll(); free != null; free = idle.poll()) {
            turns.wake(free);
        }
    }

    @Override
    public boolean awaitEnd(long nanos) throws InterruptedException {
        return turns.await(() -> running == 0, nanos);
    }
}
