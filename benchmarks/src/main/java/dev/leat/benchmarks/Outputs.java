package dev.leat.benchmarks;

import dev.leat.benchmarks.report.Chart;
import dev.leat.benchmarks.report.Conditions;
import dev.leat.benchmarks.report.Report;
import dev.leat.benchmarks.report.ResultFile;
import dev.leat.benchmarks.report.Results;
import java.io.IOException;
import java.util.Optional;

/** The files that are asked for. */
record Outputs(Optional<ResultFile> json, Optional<ResultFile> chart) {
    /** @throws BenchException if a file cannot be written any more */
    void write(Conditions conditions, Results results, boolean complete) {
        try {
            if (json.isPresent()) {
                json.get().write(Report.of(conditions, results, complete).json());
            }
            if (chart.isPresent()) {
                chart.get().write(Chart.svg(conditions, results));
            }
        } catch (IOException e) {
            throw new BenchException("the results were not written: " + e.getMessage(), e);
        }
    }
}
