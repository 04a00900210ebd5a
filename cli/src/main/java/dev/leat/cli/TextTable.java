package dev.leat.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    TextTable(PrintStream out, String... titles) {
        this.out = out;
        waiting.add(List.of(titles));
    }

    /** @param cells as many as there are titles, in words as {@code toString} has them */
    void row(Object... cells) {
        waiting.add(Stream.of(cells).map(Object::toString).toList());
        if (widths.length > 0 || waiting.size() > DECIDING) {
            flush();
        }
    }

    /** Writes what there is. Without any row nothing, not even the titles. */
    void end() {
        if (widths.length > 0 || waiting.size() > 1) {
            flush();
        }
        out.flush();
    }

    /** The same, but without any row writes that sentence. */
    void end(String ifEmpty) {
        if (widths.length == 0 && waiting.size() == 1) {
            out.println(ifEmpty);
        }
        end();
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
