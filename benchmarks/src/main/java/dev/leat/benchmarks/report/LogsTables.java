package dev.leat.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** What was measured of logs, as text. */
public final class LogsTables {
    private LogsTables() {}

    public static List<String> lines(LogsFigures figures) {
        var lines = new ArrayList<String>();
        lines.add("Logs: what is to be reached");
        lines.addAll(Tables.table(figures.comparisons()).lines());
        lines.add("");
        add(
                lines,
                "Microseconds of a call",
                List.of("broker", "way", "p50", "p99", "p99.9", "max"),
                figures.spreads().stream()
                        .map(each -> List.of(
                                each.phase(),
                                each.way().label(),
                                Numbers.exact(each.p50()),
                                Numbers.exact(each.p99()),
                                Numbers.exact(each.p999()),
                                Numbers.exact(each.max())))
                        .toList());
        add(
                lines,
                "Nanoseconds of a call, one after the other (JMH)",
                List.of("way", "ns", "±"),
                figures.costs().stream()
                        .map(each -> List.of(each.way(), Numbers.exact(each.nanos()), Numbers.exact(each.error())))
                        .toList());
        add(
                lines,
                "What became of it",
                List.of("run", "logged", "sent", "dropped", "sent/s", "drained in s"),
                figures.flows().stream()
                        .map(each -> List.of(
                                each.label(),
                                Numbers.whole(each.flow().logged()),
                                Numbers.whole(each.flow().sent()),
                                Numbers.whole(each.flow().dropped()),
                                Numbers.whole(each.flow().sent() / each.flow().seconds()),
                                Numbers.exact(each.flow().drainSeconds())))
                        .toList());
        figures.runs().stream()
                .filter(each -> each.result().failure() != null)
                .forEach(each -> lines.add(
                        "! " + each.run().label() + ": " + each.result().failure()));
        return lines;
    }

    private static void add(List<String> lines, String title, List<String> heads, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            var table = new TextTable(heads);
            rows.forEach(table::add);
            lines.add(title);
            lines.addAll(table.lines());
            lines.add("");
        }
    }
}
