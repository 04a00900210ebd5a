package dev.leat.benchmarks.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What the workload's threads reach with nothing around its work: no Kafka, no ledger. Platform threads or virtual ones. */
final class SleepControl {
    private static final int USUAL_WORKERS = 64;

    private final Labour labour;
    private final LongAdder done = new LongAdder();
    private volatile boolean stopping;

    private SleepControl(Labour labour) {
        this.labour = labour;
    }

    static RunResult run(RunRequest request, Task.Drain task, Failures failures) {
        SleepControl control = new SleepControl(Labour.of(task.work()));
        ThreadFactory kind = request.arm().isVirtual() ? virtual() : Thread::new;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < (task.workers() > 0 ? task.workers() : USUAL_WORKERS); i++) {
            threads.add(kind.newThread(() -> control.work(failures)));
        }
        try (Meter meter = new Meter(control.done::sum, request.brokerPid())) {
            threads.forEach(Thread::start);
            Progress progress = new Progress(control.done::sum, failures::first);
            progress.awaitFirst();
            progress.await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(task.warmUpMillis()), Long.MAX_VALUE);
            Meter.Edge begin = meter.begin();
            progress.await(begin.nanos() + TimeUnit.MILLISECONDS.toNanos(task.windowMillis()), Long.MAX_VALUE);
            Meter.Window window = meter.end(begin);
            return new Figures(window, meter.liveHeapBytes()).result();
        } finally {
            control.stopping = true;
        }
    }

    /** By reflection: this is compiled for Java 17, where such an arm is left out. */
    private static ThreadFactory virtual() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new ArmFailedException("this JVM has no virtual threads");
        }
    }

    private void work(Failures failures) {
        try {
            while (!stopping) {
                labour.perform(0, 0);
                done.increment();
            }
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }
}
