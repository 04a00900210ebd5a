package dev.leat.flow.definition;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** The name that was perhaps meant. */
final class Nearest {
    /** And never more than a third of the name: of short ones everything is near. */
    private static final int MOST_EDITS = 3;

    private Nearest() {}

    /** Empty if none is near. */
    static Optional<String> to(String name, Collection<String> known) {
        int most = Math.min(MOST_EDITS, name.length() / 3);
        String nearest = null;
        int least = most + 1;
        for (String other : known) {
            int distance = distance(name, other, most);
            if (distance < least || (distance == least && nearest != null && other.compareTo(nearest) < 0)) {
                nearest = other;
                least = distance;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /**
     * The fewest characters to insert, delete or replace, and neighbours to swap (optimal string alignment). Only places are looked at that are no further apart than
     * so many characters, so that long names cost no more than their length.
     *
     * @return one more than the most if it is more
     */
    private static int distance(String one, String other, int most) {
        if (Math.abs(one.length() - other.length()) > most) {
            return most + 1;
        }
        // Of place i in the one, row[k] is for place i + k - most in the other.
        int[] twoBefore = new int[2 * most + 1];
        int[] before = new int[2 * most + 1];
        int[] row = new int[2 * most + 1];
        for (int i = 0; i <= one.length(); i++) {
            Arrays.fill(row, most + 1);
            int least = most + 1;
            for (int k = Math.max(0, most - i); k <= 2 * most && i + k - most <= other.length(); k++) {
                row[k] = edits(one, other, i, i + k - most, k, row, before, twoBefore);
                least = Math.min(least, row[k]);
            }
            if (least > most) {
                return most + 1;
            }
            int[] free = twoBefore;
            twoBefore = before;
            before = row;
            row = free;
        }
        return Math.min(most + 1, before[other.length() - one.length() + most]);
    }

    private static int edits(String one, String other, int i, int j, int k, int[] row, int[] before, int[] twoBefore) {
        if (i == 0 || j == 0) {
            return Math.max(i, j);
        }
        int edits = before[k] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        if (k > 0) {
            edits = Math.min(edits, row[k - 1] + 1);
        }
        if (k + 1 < before.length) {
            edits = Math.min(edits, before[k + 1] + 1);
        }
        boolean isSwapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return isSwapped ? Math.min(edits, twoBefore[k] + 1) : edits;
    }
}
