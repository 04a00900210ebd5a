package dev.leat.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Aligned columns: the first to the left, numbers to the right. */
final class TextTable {
    private final List<List<String>> lines = new ArrayList<>();

    TextTable(List<String> heads) {
        lines.add(heads);
    }

    void add(List<String> cells) {
        lines.add(cells);
    }

    List<String> lines() {
        var widths = IntStream.range(0, lines.get(0).size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream().map(line -> text(line, widths)).toList();
    }

    private static String text(List<String> cells, int[] widths) {
        var text = new StringBuilder("  ");
        for (var column = 0; column < cells.size(); column++) {
            var cell = cells.get(column);
            var blanks = " ".repeat(widths[column] - cell.length());
            text.append(column == 0 ? cell + blanks : "  " + blanks + cell);
        }
        return text.toString().stripTrailing();
    }
}
