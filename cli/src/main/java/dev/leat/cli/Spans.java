package dev.leat.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write and read them. */
final class Spans {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long MINUTES_PER_HOUR = 60;
    private static final long HOURS_PER_DAY = 24;

    private Spans() {}

    /**
     * {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}, or as ISO 8601 has it ({@code PT1H30M}).
     *
     * @throws IllegalArgumentException with a remedy, if it is none
     */
    static Duration parse(String text) {
        Matcher shortForm = SHORT.matcher(text);
        if (shortForm.matches()) {
            long number = Long.parseLong(shortForm.group(1));
            return switch (shortForm.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        try {
            Duration span = Duration.parse(text);
            if (!span.isNegative()) {
                return span;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no length of time; write it like 500ms, 30s, 5m, 2h or 7d");
    }

    /** The two largest units. */
    static String text(Duration span) {
        long seconds = span.toSeconds();
        long minutes = seconds / SECONDS_PER_MINUTE;
        long hours = minutes / MINUTES_PER_HOUR;
        long days = hours / HOURS_PER_DAY;
        if (days > 0) {
            return two(days, "d", hours % HOURS_PER_DAY, "h");
        }
        if (hours > 0) {
            return two(hours, "h", minutes % MINUTES_PER_HOUR, "min");
        }
        if (minutes > 0) {
            return two(minutes, "min", seconds % SECONDS_PER_MINUTE, "s");
        }
        return String.format(Locale.ROOT, "%d.%d s", seconds, span.toMillisPart() / 100);
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return String.format(Locale.ROOT, "%d %s %d %s", large, largeUnit, small, smallUnit);
    }
}
