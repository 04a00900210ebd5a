package dev.leat.benchmarks.arm;

import java.time.Duration;
import java.util.List;

/**
 * Runs {@link Task.OpenLoop}: first the arm gets its partitions, then the records begin.
 *
 * <p>When the window is over, its records that are not done get another ten seconds, while more are sent as before. What is not done then
 * counts with the time it has waited: an arm that does not keep up has bad percentiles, not fewer of them.
 */
final class OpenLoops {
    private static final Duration LATE = Duration.ofSeconds(10);

    /** Until the first record: time for the producer to connect. */
    private static final Duration LEAD = Duration.ofMillis(500);

    private OpenLoops() {}

    static RunResult run(RunRequest request, Task.OpenLoop task, Failures failures) {
        try (Cluster cluster = new Cluster(request.bootstrapServers())) {
            if (cluster.records(task.topic(), task.partitions()) > 0) {
                throw new ArmFailedException(
                        "topic " + task.topic() + " is not empty; an open loop needs one of its own");
            }
            Keys keys = new Keys(task.keys());
            Labour labour = Labour.of(task.work());
            Ledger ledger = new Ledger(task.partitions());
            Latencies latencies = latencies(task, keys, labour);
            RecordHandler handler = new OpenLoopHandler(new LedgerHandler(ledger, labour, failures), latencies);
            Job job = Job.of(request, task.topic(), task.partitions(), task.work(), task.workers(), handler);
            Figures figures;
            try (Meter meter = new Meter(ledger::handled, request.brokerPid());
                    RunningArm arm = RunningArm.start(job, failures)) {
                cluster.awaitAssigned(List.of(job.group()), task.partitions());
                Schedule schedule = new Schedule(System.nanoTime() + LEAD.toNanos(), task.ratePerSecond());
                Feed feed = Feed.start(request.bootstrapServers(), task, keys, schedule, ledger::handled, failures);
                try {
                    Progress progress = new Progress(ledger::handled, arm::failure);
                    figures = measure(task, schedule, latencies, meter, progress);
                } finally {
                    feed.close();
                }
            }
            long lost = ledger.lost(cluster.committed(job.group(), job.topic()));
            return figures.deliveries(lost, ledger.duplicated())
                    .outOfOrder(ledger.outOfOrder())
                    .result();
        }
    }

    private static Latencies latencies(Task.OpenLoop task, Keys keys, Labour labour) {
        int[] partitions = keys.partitions(task.partitions());
        return new Latencies(index -> {
            int key = Stamp.key(index, keys.count());
            return labour.singlesOut(partitions[key], key);
        });
    }

    private static Figures measure(
            Task.OpenLoop task, Schedule schedule, Latencies latencies, Meter meter, Progress progress) {
        progress.awaitFirst();
        progress.await(System.nanoTime() + millis(task.warmUpMillis()), Long.MAX_VALUE);
        if (task.ratePerSecond() > 0) {
            long from = System.nanoTime();
            latencies.open(schedule, from, from + millis(task.windowMillis()));
        }
        Meter.Edge begin = meter.begin();
        progress.await(begin.nanos() + millis(task.windowMillis()), Long.MAX_VALUE);
        Meter.Window window = meter.end(begin);
        long late = System.nanoTime() + LATE.toNanos();
        long expected = latencies.expected();
        while (latencies.taken() < expected && System.nanoTime() - late < 0) {
            progress.await(System.nanoTime() + millis(10), Long.MAX_VALUE);
        }
        return new Figures(window, meter.liveHeapBytes()).latencies(latencies.nanos());
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
