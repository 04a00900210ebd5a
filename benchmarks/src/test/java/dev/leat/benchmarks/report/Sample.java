package dev.leat.benchmarks.report;

import dev.leat.benchmarks.arm.RunResult;
import dev.leat.benchmarks.plan.Choice;
import dev.leat.benchmarks.plan.Plan;
import dev.leat.benchmarks.plan.Step;
import dev.leat.benchmarks.run.Run;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Results without runs. */
final class Sample {
    private Sample() {}

    static Plan plan(int rounds, String workload, String... arms) {
        return Plan.of(
                new Choice(false, List.of(workload), List.of(arms), OptionalInt.of(rounds), Optional.empty(), true));
    }

    static Results results(Plan plan, Function<Step, RunResult> run) {
        var results = new Results();
        plan.steps().forEach(step -> results.add(new Run(step, null, run.apply(step))));
        return results;
    }

    static RunResult rate(double perSecond) {
        return result(perSecond, 1.0, 600.0, 0L, 0L, null);
    }

    static RunResult result(
            double perSecond,
            @Nullable Double cpuMicros,
            @Nullable Double bytes,
            @Nullable Long lost,
            @Nullable Long outOfOrder,
            @Nullable Double p50) {
        return new RunResult(
                (long) perSecond,
                1,
                perSecond,
                cpuMicros,
                bytes,
                p50,
                p50 == null ? null : p50 * 20,
                null,
                lost,
                0L,
                outOfOrder,
                1.0,
                300L << 20,
                null,
                40,
                500.0,
                0.1,
                null);
    }
}
