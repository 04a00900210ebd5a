package dev.leat.benchmarks.arm;

import java.time.Duration;
import java.util.Locale;

/**
 * Runs {@link Task.Drain}: a quarter of the warm-up with groups for practice, the rest with the group that is measured next.
 *
 * <p>On a machine with few cores the JVM's compiler takes its share of them for seconds, and again whenever a group begins. So all
 * that groups do at their beginning and end is practised first, and then most of the time is given to the group that stays.
 */
final class Drains {
    /** A shorter window is mostly chance. */
    private static final double LEAST_SECONDS = 0.3;

    private Drains() {}

    static RunResult run(RunRequest request, Task.Drain task, Failures failures) {
        try (Cluster cluster = new Cluster(request.bootstrapServers())) {
            long total = cluster.records(task.topic(), task.partitions());
            long practisedUntil = 0;
            do {
                practisedUntil = practise(request, task, total, practisedUntil, failures);
            } while (System.nanoTime() - practisedUntil < 0);
            Ledger ledger = new Ledger(task.partitions());
            Job job = job(request, task, ledger, failures);
            Figures figures;
            try (Meter meter = new Meter(ledger::handled, request.brokerPid());
                    RunningArm arm = RunningArm.start(job, failures)) {
                figures = measure(task, total, meter, new Progress(ledger::handled, arm::failure));
            }
            long lost = ledger.lost(cluster.committed(job.group(), job.topic()));
            return figures.deliveries(lost, ledger.duplicated())
                    .outOfOrder(ledger.outOfOrder())
                    .result();
        }
    }

    private static Job job(RunRequest request, Task.Drain task, Ledger ledger, Failures failures) {
        RecordHandler handler = new LedgerHandler(ledger, Labour.of(task.work()), failures);
        return Job.of(request, task.topic(), task.partitions(), task.work(), task.workers(), handler);
    }

    /**
     * One group, until the time for practice is over or the topic is drained.
     *
     * @param untilNanos 0 the first time: that long after the first record
     * @return when it will be over
     */
    private static long practise(RunRequest request, Task.Drain task, long total, long untilNanos, Failures failures) {
        Ledger ledger = new Ledger(task.partitions());
        try (RunningArm arm = RunningArm.start(job(request, task, ledger, failures), failures)) {
            Progress progress = new Progress(ledger::handled, arm::failure);
            progress.awaitFirst();
            long until = untilNanos == 0 ? after(System.nanoTime(), task.practiceMillis()) : untilNanos;
            progress.await(until, total);
            return until;
        }
    }

    private static Figures measure(Task.Drain task, long total, Meter meter, Progress progress) {
        progress.awaitFirst();
        progress.await(after(System.nanoTime(), task.warmUpMillis() - task.practiceMillis()), total);
        Meter.Edge begin = meter.begin();
        progress.await(after(begin.nanos(), task.windowMillis()), total);
        Meter.Window window = meter.end(begin);
        if (window.seconds() < LEAST_SECONDS) {
            throw new ArmFailedException(String.format(
                    Locale.ROOT,
                    "all %d records were done in %.3f s, less than the %.1f s that say something; load more",
                    total,
                    window.seconds(),
                    LEAST_SECONDS));
        }
        return new Figures(window, meter.liveHeapBytes());
    }

    private static long after(long nanos, long millis) {
        return nanos + Duration.ofMillis(millis).toNanos();
    }
}
