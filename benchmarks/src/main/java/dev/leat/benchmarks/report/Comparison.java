package dev.leat.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * What Leat is meant to reach beside somebody else, and what it does reach.
 *
 * @param value null if one of the two has not run
 * @param goal the least, or the most, that is meant to be reached
 * @param atLeast whether more is better
 * @param reached null if there is no value
 */
public record Comparison(
        String what,
        String unit,
        @Nullable Double value,
        double goal,
        boolean atLeast,
        @Nullable Boolean reached) {
    static Comparison atLeast(double goal, String unit, String what, @Nullable Double value) {
        return new Comparison(what, unit, value, goal, true, value == null ? null : value >= goal);
    }

    static Comparison atMost(double goal, String unit, String what, @Nullable Double value) {
        return new Comparison(what, unit, value, goal, false, value == null ? null : value <= goal);
    }
}
