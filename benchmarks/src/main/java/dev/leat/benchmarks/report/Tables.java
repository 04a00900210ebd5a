package dev.leat.benchmarks.report;

import dev.leat.benchmarks.plan.Shape;
import dev.leat.benchmarks.plan.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The results as text: a table for each workload, then what Leat is meant to reach. */
public final class Tables {
    private static final Column RATE = new Column("records/s", row -> Numbers.whole(row.recordsPerSecond()));
    private static final Column RANGE = new Column("from .. to", row -> Numbers.range(row.min(), row.max()));
    private static final Column TO_RAW = new Column("to raw", row -> Numbers.exact(row.ratioToRaw()));
    private static final Column TO_SLEEPING = new Column("to sleeping", row -> Numbers.exact(row.ratioToControl()));
    private static final Column OFFERED = new Column("offered/s", row -> Numbers.whole(row.offeredPerSecond()));
    private static final Column CPU = new Column("CPU µs", row -> Numbers.exact(row.cpuMicrosPerRecord()));
    private static final Column BYTES = new Column("bytes", row -> Numbers.whole(row.allocatedBytesPerRecord()));
    private static final Column P50 = new Column("p50 ms", row -> Numbers.exact(row.p50Millis()));
    private static final Column P99 = new Column("p99 ms", row -> Numbers.exact(row.p99Millis()));
    private static final Column LOST = new Column("lost", row -> Numbers.whole(row.lost()));
    private static final Column AGAIN = new Column("again", row -> Numbers.whole(row.duplicated()));
    private static final Column DISORDER = new Column("disorder", row -> Numbers.whole(row.outOfOrder()));
    private static final Column CPU_MILLIS = new Column("CPU ms/s", row -> Numbers.exact(row.cpuMillisPerSecond()));
    private static final Column THREADS = new Column("threads", row -> Numbers.whole(row.threads()));
    private static final Column PEAK = new Column("peak MiB", row -> Numbers.whole(row.peakHeapMebibytes()));
    private static final Column LIVE = new Column("live MiB", row -> Numbers.whole(row.liveHeapMebibytes()));
    private static final Column ROUNDS = new Column("rounds", row -> Integer.toString(row.rounds()));
    private static final Column FOREIGN = new Column("foreign", row -> Numbers.exact(row.foreignCores()));

    private record Column(String head, Function<Row, String> cell) {}

    private Tables() {}

    public static List<String> lines(Results results) {
        var lines = new ArrayList<String>();
        for (var workload : results.workloads()) {
            add(lines, workload, results.rows(workload));
        }
        var comparisons = Comparisons.of(results);
        if (!comparisons.isEmpty()) {
            lines.add("Beside the raw client, and the others");
            lines.addAll(table(comparisons).lines());
            lines.add("");
        }
        return lines;
    }

    private static void add(List<String> lines, Workload workload, List<Row> rows) {
        lines.add(workload.name() + ": " + workload.what());
        var columns = columns(workload, rows);
        var table = new TextTable(columns.stream().map(Column::head).toList());
        rows.forEach(row -> table.add(
                columns.stream().map(column -> column.cell().apply(row)).toList()));
        lines.addAll(table.lines());
        rows.stream()
                .filter(row -> row.failure() != null)
                .forEach(row -> lines.add("  ! " + row.arm() + ": " + row.failure()));
        lines.add("");
    }

    private static List<Column> columns(Workload workload, List<Row> rows) {
        var columns = new ArrayList<Column>();
        columns.add(new Column("arm", Row::arm));
        if (workload.shape() instanceof Shape.Idle) {
            columns.addAll(List.of(CPU_MILLIS, THREADS, PEAK, LIVE));
        } else if (workload.shape() instanceof Shape.OpenLoop || workload.shape() instanceof Shape.ShareOfCapacity) {
            columns.addAll(List.of(OFFERED, RATE, P50, P99, CPU, LOST, AGAIN, DISORDER));
        } else {
            columns.addAll(List.of(RATE, RANGE));
            addIfAny(columns, TO_RAW, rows, Row::ratioToRaw);
            addIfAny(columns, TO_SLEEPING, rows, Row::ratioToControl);
            columns.addAll(List.of(CPU, BYTES, PEAK));
            addIfAny(columns, LIVE, rows, Row::liveHeapMebibytes);
            columns.addAll(List.of(LOST, AGAIN, DISORDER));
        }
        columns.addAll(List.of(ROUNDS, FOREIGN));
        return columns;
    }

    private static void addIfAny(List<Column> columns, Column column, List<Row> rows, Function<Row, ?> value) {
        if (rows.stream().map(value).anyMatch(Objects::nonNull)) {
            columns.add(column);
        }
    }

    static TextTable table(List<Comparison> comparisons) {
        var table = new TextTable(List.of("", "measured", "to reach", "reached"));
        for (var each : comparisons) {
            table.add(List.of(
                    each.what(),
                    Numbers.exact(each.value()) + " " + each.unit(),
                    (each.atLeast() ? "at least " : "at most ") + Numbers.exact(each.goal()) + " " + each.unit(),
                    Boolean.TRUE.equals(each.reached()) ? "yes" : "NO"));
        }
        return table;
    }
}
