package dev.leat.benchmarks.report;

import dev.leat.benchmarks.arm.Arm;
import dev.leat.benchmarks.arm.RunResult;
import dev.leat.benchmarks.plan.Shape;
import dev.leat.benchmarks.plan.Workload;
import dev.leat.benchmarks.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has been run so far. For one thread. */
public final class Results {
    private static final Set<Arm> UNORDERED = Set.of(Arm.LEAT_UNORDERED, Arm.LEAT_UNORDERED_VIRTUAL);

    private final List<Run> runs = new ArrayList<>();

    public void add(Run run) {
        runs.add(run);
    }

    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Whether no run failed, none lost a record, and none that promises an order broke it. */
    public boolean areClean() {
        return runs.stream().noneMatch(run -> run.failed() || isUnclean(run));
    }

    /** One for each arm of each workload that has run, in the order of the plan. */
    public List<Row> rows() {
        return workloads().stream().flatMap(workload -> rows(workload).stream()).toList();
    }

    /** How many cores were busy for others, in the median over all runs. */
    public @Nullable Double foreignCores() {
        var values = new ArrayList<@Nullable Double>();
        runs.forEach(run -> values.add(run.result().foreignCores()));
        return Median.of(values);
    }

    List<Workload> workloads() {
        return runs.stream().map(run -> run.step().workload()).distinct().toList();
    }

    List<Row> rows(Workload workload) {
        return workload.arms().stream()
                .filter(arm -> !rounds(workload.name(), arm).isEmpty())
                .map(arm -> row(workload, arm))
                .toList();
    }

    Rounds rounds(String workload, Arm arm) {
        return new Rounds(runs.stream()
                .filter(run -> run.step().workload().name().equals(workload)
                        && run.step().arm() == arm)
                .toList());
    }

    private Row row(Workload workload, Arm arm) {
        var own = rounds(workload.name(), arm);
        // A group that waits for nothing has no rate.
        var idle = workload.shape() instanceof Shape.Idle;
        return new Row(
                workload.name(),
                arm.label(),
                idle ? null : own.median(Metric.RATE),
                idle ? null : ratio(own, rounds(workload.name(), raw(arm))),
                idle ? null : ratio(own, rounds(workload.name(), control(arm))),
                own.median(Metric.CPU_MICROS),
                own.median(Metric.ALLOCATED_BYTES),
                own.median(Metric.P50_MILLIS),
                own.median(Metric.P99_MILLIS),
                own.sum(RunResult::lost),
                own.sum(RunResult::duplicated),
                own.sum(RunResult::outOfOrder),
                own.count(),
                idle ? null : own.min(Metric.RATE),
                idle ? null : own.max(Metric.RATE),
                own.offeredPerSecond(),
                own.median(Metric.FOREIGN_CORES),
                own.median(Metric.PEAK_HEAP_MEBIBYTES),
                own.median(Metric.LIVE_HEAP_MEBIBYTES),
                own.median(Metric.THREADS),
                own.median(Metric.CPU_MILLIS_PER_SECOND),
                own.failure(),
                own.results());
    }

    private static @Nullable Double ratio(Rounds own, Rounds other) {
        return own.paired(other, Metric.RATE, (mine, theirs) -> mine / theirs);
    }

    /** The ideal on the same kind of threads. */
    private static Arm control(Arm arm) {
        return arm.isVirtual() ? Arm.SLEEP_CONTROL_VIRTUAL : Arm.SLEEP_CONTROL;
    }

    private static Arm raw(Arm arm) {
        if (arm.sends()) {
            return arm.name().endsWith("_FUTURE") ? Arm.RAW_PRODUCER_FUTURE : Arm.RAW_PRODUCER;
        }
        return Arm.RAW;
    }

    private static boolean isUnclean(Run run) {
        var disorder =
                UNORDERED.contains(run.step().arm()) ? null : run.result().outOfOrder();
        return isPositive(run.result().lost()) || isPositive(disorder);
    }

    private static boolean isPositive(@Nullable Long count) {
        return count != null && count > 0;
    }
}
