package dev.leat.flow.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that was perhaps meant. */
final class Nearest {
    /** And never more than a third of the name: of short ones everything is near. */
    private static final int MOST_EDITS = 3;

    private Nearest() {}

    /** Empty if none is near. */
    static Optional<String> to(String name, Collection<String> known) {
        return known.stream()
                .filter(other -> distance(name, other) <= Math.min(MOST_EDITS, name.length() / 3))
                .min(Comparator.<String>comparingInt(other -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The fewest characters to insert, delete or replace, and neighbours to swap (optimal string alignment). */
    static int distance(String one, String other) {
        int[] twoBefore = new int[other.length() + 1];
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], twoBefore[j - 2] + 1);
                }
            }
            twoBefore = before;
            before = row;
        }
        return before[other.length()];
    }
}
