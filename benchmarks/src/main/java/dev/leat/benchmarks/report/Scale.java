package dev.leat.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** From values to shares of a bar's full length: linear, or logarithmic where a linear one would hide the small ones. */
record Scale(boolean logarithmic, double from, double to) {
    private static final double HIDES = 20;
    private static final int MOST_DECADES_TO_NAME = 6;
    private static final int STEPS = 4;

    static Scale over(Collection<Double> values) {
        var positive = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> value > 0)
                .summaryStatistics();
        if (positive.getCount() == 0) {
            return new Scale(false, 0, 1);
        }
        if (positive.getMax() / positive.getMin() < HIDES) {
            return new Scale(false, 0, positive.getMax());
        }
        // Half of the lowest, so that its bar has a length.
        var lowest = Math.pow(10, Math.floor(Math.log10(positive.getMin() / 2)));
        return new Scale(true, lowest, positive.getMax());
    }

    /** From 0 to 1. */
    double share(double value) {
        if (!logarithmic) {
            return Math.max(0, value / to);
        }
        return value <= from ? 0 : Math.log(value / from) / Math.log(to / from);
    }

    /** Where the grid is. */
    List<Double> ticks() {
        return logarithmic ? decades() : steps();
    }

    private List<Double> decades() {
        var first = Math.round(Math.log10(from));
        var last = (long) Math.floor(Math.log10(to));
        var every = last - first > MOST_DECADES_TO_NAME ? 2 : 1;
        var ticks = new ArrayList<Double>();
        for (var exponent = first; exponent <= last; exponent += every) {
            ticks.add(Math.pow(10, (double) exponent));
        }
        return ticks;
    }

    private List<Double> steps() {
        var rough = to / STEPS;
        var power = Math.pow(10, Math.floor(Math.log10(rough)));
        var step = power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
        var ticks = new ArrayList<Double>();
        for (var number = 0; number * step <= to; number++) {
            ticks.add(number * step);
        }
        return ticks;
    }
}
