package dev.leat.benchmarks.report;

import dev.leat.benchmarks.plan.Plan;
import dev.leat.benchmarks.plan.Workload;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Under what the results came about.
 *
 * @param armJvmOptions beside the heap, which depends on the workload
 * @param foreignCores how many cores others kept busy, in the median over all runs
 * @param complete false while it runs, and if it was interrupted
 */
public record Conditions(
        Instant date,
        Machine machine,
        Versions versions,
        String command,
        List<String> armJvmOptions,
        List<String> brokerJvmOptions,
        Map<String, Integer> rounds,
        Map<String, Double> windowSeconds,
        Map<String, Integer> heapMebibytes,
        @Nullable Double foreignCores,
        boolean complete) {
    public static Conditions of(
            Plan plan, Instant date, String command, List<String> armJvmOptions, List<String> brokerJvmOptions) {
        return new Conditions(
                date,
                Machine.here(),
                Versions.ofBuild(),
                command,
                armJvmOptions,
                brokerJvmOptions,
                of(plan, Workload::rounds),
                of(plan, workload -> workload.window().toMillis() / 1e3),
                of(plan, Workload::heapMebibytes),
                null,
                false);
    }

    Conditions with(@Nullable Double foreign, boolean done) {
        return new Conditions(
                date,
                machine,
                versions,
                command,
                armJvmOptions,
                brokerJvmOptions,
                rounds,
                windowSeconds,
                heapMebibytes,
                foreign,
                done);
    }

    private static <V> Map<String, V> of(Plan plan, Function<Workload, V> value) {
        var values = new LinkedHashMap<String, V>();
        plan.workloads().forEach(workload -> values.put(workload.name(), value.apply(workload)));
        return values;
    }
}
