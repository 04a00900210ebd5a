package dev.leat.benchmarks;

import dev.leat.benchmarks.report.Chart;
import dev.leat.benchmarks.report.Conditions;
import dev.leat.benchmarks.report.Report;
import dev.leat.benchmarks.report.ResultFile;
import dev.leat.benchmarks.report.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The files that are asked for. */
record Outputs(Optional<ResultFile> json, Optional<ResultFile> chart) {
    /**
     * The file that an option names.
     *
     * @throws ParameterException if it cannot be written
     */
    static Optional<ResultFile> file(CommandSpec command, String option, @Nullable Path path) {
        if (path == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ResultFile.at(path));
        } catch (IOException e) {
            throw new ParameterException(
                    command.commandLine(), option + " " + path + " cannot be written: " + e.getMessage());
        }
    }

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
