package dev.leat.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows under each other in columns. The first rows decide how wide those are, so that a long table can begin before it is complete; what
 * is wider later sticks out. For one thread.
 */
final class TextTable {
    private static final int DECIDING = 200;
    private static final String BETWEEN = "  ";

    private final PrintStream out;
    private final List<List<String>> waiting = new ArrayList<>();
    private int[] widths = {};

    TextTable(PrintStream out, String... header) {
        this.out = out;
        waiting.add(List.of(header));
    }

    void row(String... cells) {
        waiting.add(List.of(cells));
        if (widths.length > 0 || waiting.size() > DECIDING) {
            flush();
        }
    }

    /** Writes what there is. Without any row nothing, not even the header. */
    void end() {
        if (widths.length > 0 || waiting.size() > 1) {
            flush();
        }
        out.flush();
    }

    private void flush() {
        if (widths.length == 0) {
            widths = new int[waiting.get(0).size()];
            for (List<String> row : waiting) {
                for (int column = 0; column < widths.length; column++) {
                    widths[column] = Math.max(widths[column], row.get(column).length());
                }
            }
        }
        waiting.forEach(row -> out.println(line(row)));
        waiting.clear();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell);
            if (column < row.size() - 1) {
                line.append(" ".repeat(Math.max(0, widths[column] - cell.length())))
                        .append(BETWEEN);
            }
        }
        return line.toString();
    }
}
