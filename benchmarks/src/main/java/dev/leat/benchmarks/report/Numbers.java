package dev.leat.benchmarks.report;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers for people. */
final class Numbers {
    static final String NONE = "-";

    private Numbers() {}

    /** With thousands set apart. */
    static String whole(@Nullable Double value) {
        return value == null ? NONE : String.format(Locale.ROOT, "%,.0f", value);
    }

    static String whole(@Nullable Long value) {
        return value == null ? NONE : String.format(Locale.ROOT, "%,d", value);
    }

    /** With about three digits that count. */
    static String exact(@Nullable Double value) {
        if (value == null) {
            return NONE;
        }
        var size = Math.abs(value);
        var format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    /** A few characters, for where there is no room: 2.77 M. */
    static String brief(double value) {
        if (value >= 1e6) {
            return exact(value / 1e6) + " M";
        }
        return value >= 1e4 ? exact(value / 1e3) + " k" : exact(value);
    }

    /** Round numbers of a grid, without trailing zeros. */
    static String tick(double value) {
        var brief = value >= 1e6 ? value / 1e6 : value >= 1e3 ? value / 1e3 : value;
        var unit = value >= 1e6 ? " M" : value >= 1e3 ? " k" : "";
        return new BigDecimal(String.format(Locale.ROOT, "%.4g", brief))
                        .stripTrailingZeros()
                        .toPlainString()
                + unit;
    }

    static String range(@Nullable Double min, @Nullable Double max) {
        return min == null || max == null ? NONE : exactOrWhole(min) + " .. " + exactOrWhole(max);
    }

    private static String exactOrWhole(double value) {
        return value >= 100 ? whole(value) : exact(value);
    }
}
