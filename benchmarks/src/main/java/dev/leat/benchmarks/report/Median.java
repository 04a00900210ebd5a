package dev.leat.benchmarks.report;

import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The value in the middle, which one disturbed round does not move. */
final class Median {
    private Median() {}

    /** Of those that are there and finite; the mean of the two in the middle if their number is even; null if there are none. */
    static @Nullable Double of(Collection<@Nullable Double> values) {
        var sorted = values.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Objects::requireNonNull)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        var middle = sorted.length / 2;
        if (sorted.length == 0) {
            return null;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
