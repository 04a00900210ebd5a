package dev.leat.benchmarks;

import dev.leat.benchmarks.arm.Arm;
import dev.leat.benchmarks.plan.Plan;
import dev.leat.benchmarks.plan.Workload;
import dev.leat.benchmarks.report.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan for people. */
final class PlanText {
    private PlanText() {}

    static List<String> lines(Plan plan) {
        var lines = new ArrayList<String>();
        for (var workload : plan.workloads()) {
            add(lines, plan, workload);
        }
        var records =
                plan.data().values().stream().mapToLong(set -> set.records()).sum();
        lines.add(String.format(
                Locale.ROOT,
                "%d runs after loading %,d records: %s",
                plan.steps().size(),
                records,
                Progress.about(plan.estimate())));
        return lines;
    }

    private static void add(List<String> lines, Plan plan, Workload workload) {
        lines.add(workload.name() + ": " + workload.what());
        lines.add(String.format(
                Locale.ROOT,
                "  %s of %d arms, %.1f s each after %.1f s of warm-up, %d MiB of heap: %d s",
                workload.rounds() == 1 ? "1 round" : workload.rounds() + " rounds",
                workload.arms().size(),
                workload.window().toMillis() / 1e3,
                workload.warmUp().toMillis() / 1e3,
                workload.heapMebibytes(),
                plan.estimate(workload).toSeconds()));
        lines.add("  " + workload.arms().stream().map(Arm::label).collect(Collectors.joining(", ")));
        lines.add("");
    }
}
