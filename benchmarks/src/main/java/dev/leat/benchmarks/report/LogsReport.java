package dev.leat.benchmarks.report;

import dev.leat.benchmarks.arm.logs.Cost;
import java.time.Instant;
import java.util.List;

/** All that is known of logs after a run, as the JSON file has it. */
public record LogsReport(
        Conditions conditions,
        List<Comparison> comparisons,
        List<LogsFigures.Spread> spreads,
        List<Cost> costs,
        List<LogsFigures.Measured> runs) {
    /**
     * Under what it came about.
     *
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
            List<Double> loadAverage,
            boolean complete) {}

    public static LogsReport of(Conditions conditions, LogsFigures figures) {
        return new LogsReport(conditions, figures.comparisons(), figures.spreads(), figures.costs(), figures.runs());
    }

    public String json() {
        return Report.JSON.writeValueAsString(this) + "\n";
    }
}
