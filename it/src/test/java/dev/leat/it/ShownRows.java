package dev.leat.it;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rows of those tables of a page that say what they are shown by. */
final class ShownRows {
    private static final Pattern REFERENCE = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    private final List<String> rows = new ArrayList<>();

    ShownRows(String page) {
        boolean inside = false;
        for (String line : page.lines().toList()) {
            if (line.endsWith("| shown by |")) {
                inside = true;
            } else if (!line.startsWith("|")) {
                inside = false;
            } else if (inside && !line.startsWith("| ---")) {
                rows.add(line);
            }
        }
    }

    /** Those that name no test. */
    List<String> unshown() {
        return rows.stream()
                .filter(row -> !REFERENCE.matcher(lastCell(row)).find())
                .toList();
    }

    /** What of the first column is of this form, in its order. */
    List<String> firstCells(String form) {
        return cells(1).filter(cell -> cell.matches(form)).toList();
    }

    private Stream<String> cells(int column) {
        return rows.stream().map(row -> row.split("\\|", -1)[column].trim());
    }

    private static String lastCell(String row) {
        String[] cells = row.split("\\|", -1);
        return cells[cells.length - 2]; // a row ends with a bar
    }
}
