package dev.leat.benchmarks.report;

import org.jspecify.annotations.Nullable;

/**
 * A line of a panel.
 *
 * @param value null if there is none, and the label says why
 * @param min lowest of a round, with max the ends of the whisker
 * @param beyond a second, higher value, drawn pale: the 99th percentile
 */
record Bar(
        String arm,
        @Nullable Double value,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double beyond,
        String label) {
    String style() {
        return arm.startsWith("leat") ? "leat" : arm.startsWith("raw") || arm.startsWith("sleep") ? "raw" : "peer";
    }
}
