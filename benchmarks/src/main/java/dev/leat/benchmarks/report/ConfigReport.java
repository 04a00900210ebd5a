package dev.leat.benchmarks.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is known of live configuration after a run, as the JSON file has it. */
public record ConfigReport(
        Conditions conditions,
        List<Comparison> comparisons,
        List<ConfigFigures.Spread> spreads,
        Map<String, List<Integer>> threads,
        List<ConfigFigures.Measured> runs) {
    /**
     * Under what it came about.
     *
     * @param instances how many are told at a time
     * @param versionsAtStart how many stand in the topic that instances start with
     * @param foreignCores how many cores others kept busy, in the median over the runs that can tell
     * @param loadAverage of the machine in the last minute, when it began and when it ended; negative where it does not say
     */
    public record Conditions(
            Instant date,
            Machine machine,
            Versions versions,
            String command,
            List<String> jvmOptions,
            int heapMebibytes,
            List<String> brokerJvmOptions,
            int instances,
            int versionsAtStart,
            @Nullable Double foreignCores,
            List<Double> loadAverage,
            boolean complete) {}

    public static ConfigReport of(Conditions conditions, ConfigFigures figures) {
        return new ConfigReport(
                conditions, figures.comparisons(), figures.spreads(), figures.threads(), figures.runs());
    }

    public String json() {
        return Report.JSON.writeValueAsString(this) + "\n";
    }
}
