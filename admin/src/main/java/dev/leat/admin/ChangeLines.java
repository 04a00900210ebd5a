package dev.leat.admin;

import java.util.List;
import java.util.StringJoiner;

/** Changes for people, a line for each. */
final class ChangeLines {
    private static final int WIDEST_SUBJECT = 48;

    private ChangeLines() {}

    static String of(String title, List<Change> changes) {
        int width = Math.min(
                WIDEST_SUBJECT,
                changes.stream()
                        .mapToInt(change -> change.subject().length())
                        .max()
                        .orElse(0));
        StringJoiner lines = new StringJoiner("\n");
        lines.add(title);
        for (Change change : changes) {
            String gap = " ".repeat(Math.max(0, width - change.subject().length()));
            lines.add(change.kind().sign() + " " + change.subject() + gap + "  " + change.text());
        }
        return lines.toString();
    }
}
