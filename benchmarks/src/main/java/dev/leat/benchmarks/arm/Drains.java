package dev.leat.benchmarks.arm;

import java.time.Duration;

/** Runs {@link Task.Drain}. */
final class Drains {
    /** A shorter window is mostly chance. */
    private static final double LEAST_SECONDS = 0.3;

    private Drains() {}

    static RunResult run(RunRequest request, Task.Drain task, Failures failures) {
        try (Cluster cluster = new Cluster(request.bootstrapServers())) {
            long total = cluster.records(task.topic(), task.partitions());
            Ledger ledger = new Ledger(task.partitions());
            RecordHandler handler = new LedgerHandler(ledger, Labour.of(task.work()), failures);
            Job job = Job.of(request, task.topic(), task.partitions(), task.work(), task.workers(), handler);
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

    private static Figures measure(Task.Drain task, long total, Meter meter, Progress progress) {
        progress.awaitFirst();
        if (progress.await(after(System.nanoTime(), task.warmUpMillis()), total)) {
            throw new ArmFailedException("all " + total + " records were done before the warm-up of "
                    + task.warmUpMillis() + " ms was over; load more, or shorten it");
        }
        Meter.Edge begin = meter.begin();
        progress.await(after(begin.nanos(), task.windowMillis()), total);
        Meter.Window window = meter.end(begin);
        if (window.seconds() < LEAST_SECONDS) {
            throw new ArmFailedException("all " + total + " records were done " + window.seconds()
                    + " s after the warm-up, less than the " + LEAST_SECONDS + " s that say something; load more");
        }
        return new Figures(window, meter.liveHeapBytes());
    }

    private static long after(long nanos, long millis) {
        return nanos + Duration.ofMillis(millis).toNanos();
    }
}
