package dev.leat.it.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings; of each kind the first few, and how many there are. */
final class Findings {
    private static final int SHOWN = 10;

    private final Map<Finding.Kind, Integer> counts = new EnumMap<>(Finding.Kind.class);
    private final List<Finding> shown = new ArrayList<>();

    void add(Finding.Kind kind, String what) {
        int count = counts.merge(kind, 1, Integer::sum);
        if (count <= SHOWN) {
            shown.add(new Finding(kind, what));
        }
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    List<Finding> shown() {
        return List.copyOf(shown);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(counts.toString());
        shown.forEach(finding -> text.append("\n  ").append(finding));
        return text.toString();
    }
}
