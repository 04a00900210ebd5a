package dev.leat.benchmarks.report;

import dev.leat.benchmarks.arm.Arm;
import dev.leat.benchmarks.plan.Shape;
import dev.leat.benchmarks.plan.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of the chart for one workload. */
record Panel(String title, String what, String unit, List<Bar> bars) {
    private static final String FAILED = "failed";

    static Panel of(Workload workload, Results results) {
        var bars = new ArrayList<Bar>();
        for (var row : results.rows(workload)) {
            var rounds = results.rounds(workload.name(), Arm.of(row.arm()).orElseThrow());
            bars.add(bar(workload.shape(), row, rounds));
        }
        return new Panel(workload.name(), workload.what(), unit(workload.shape()), bars);
    }

    Scale scale() {
        var values = new ArrayList<Double>();
        for (var bar : bars) {
            for (var value : new @Nullable Double[] {bar.value(), bar.min(), bar.max(), bar.beyond()}) {
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return Scale.over(values);
    }

    private static String unit(Shape shape) {
        if (shape instanceof Shape.Idle) {
            return "CPU ms per second";
        }
        return isLatency(shape)
                ? "ms from when a record was due until it was handled, p50 and (pale) p99"
                : "records per second";
    }

    private static Bar bar(Shape shape, Row row, Rounds rounds) {
        if (shape instanceof Shape.Idle) {
            return bar(row, rounds, Metric.CPU_MILLIS_PER_SECOND, Row::cpuMillisPerSecond, null);
        }
        return isLatency(shape)
                ? bar(row, rounds, Metric.P50_MILLIS, Row::p50Millis, row.p99Millis())
                : bar(row, rounds, Metric.RATE, Row::recordsPerSecond, null);
    }

    private static Bar bar(
            Row row, Rounds rounds, Metric metric, Function<Row, @Nullable Double> median, @Nullable Double beyond) {
        var value = median.apply(row);
        if (value == null) {
            return new Bar(row.arm(), null, null, null, null, row.failure() == null ? Numbers.NONE : FAILED);
        }
        var label = Numbers.brief(value) + (beyond == null ? "" : " / " + Numbers.brief(beyond));
        return new Bar(row.arm(), value, rounds.min(metric), rounds.max(metric), beyond, label);
    }

    private static boolean isLatency(Shape shape) {
        return shape instanceof Shape.OpenLoop || shape instanceof Shape.ShareOfCapacity;
    }
}
