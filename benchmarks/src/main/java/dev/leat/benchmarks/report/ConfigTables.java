package dev.leat.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** What was measured of live configuration, as text. */
public final class ConfigTables {
    private ConfigTables() {}

    public static List<String> lines(ConfigFigures figures) {
        var lines = new ArrayList<String>();
        lines.add("Live configuration: what is to be reached");
        lines.addAll(Tables.table(figures.comparisons()).lines());
        lines.add("");
        lines.add("Milliseconds");
        var spreads = new TextTable(List.of("", "way", "p50", "p99", "max", "samples"));
        figures.spreads()
                .forEach(each -> spreads.add(List.of(
                        each.what(),
                        each.way(),
                        Numbers.exact(each.p50()),
                        Numbers.exact(each.p99()),
                        Numbers.exact(each.max()),
                        Numbers.whole((long) each.samples()))));
        lines.addAll(spreads.lines());
        lines.add("");
        add(lines, "Beside Kafka's consumer", List.of("leat", "p50", "p99"), figures.ratios());
        add(
                lines,
                "Threads while idle",
                List.of("name", "one instance", "all"),
                figures.threads().entrySet().stream()
                        .map(each -> List.of(
                                each.getKey(),
                                each.getValue().get(0).toString(),
                                each.getValue().get(1).toString()))
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
