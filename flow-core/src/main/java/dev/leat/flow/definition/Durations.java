package dev.leat.flow.definition;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as files have them: {@code 500ms}, {@code 1h30m}, {@code 30d}, or as ISO 8601 has them. */
final class Durations {
    static final String EXAMPLES =
            "write a number and a unit (ms, s, m, h, d), such as 30s, 1h30m or 7d, a hundred years at most";

    /** Nobody waits for longer, and milliseconds since 1970 do not overflow. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private static final Pattern PART = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)\\s*");

    private Durations() {}

    /** Empty if it is none. May be negative. */
    static Optional<Duration> parse(String text) {
        String stripped = text.strip();
        boolean isNegative = stripped.startsWith("-");
        // Part by part: a pattern for all of them would call itself for each.
        Matcher part = PART.matcher(stripped).region(isNegative ? 1 : 0, stripped.length());
        if (!part.lookingAt()) {
            return iso(stripped);
        }
        Duration sum = Duration.ZERO;
        while (part.lookingAt() && sum.compareTo(LONGEST) <= 0) {
            sum = sum.plus(part(Long.parseLong(part.group(1)), part.group(2)));
            part.region(part.end(), stripped.length());
        }
        boolean isAll = part.regionStart() == stripped.length() && sum.compareTo(LONGEST) <= 0;
        return isAll ? Optional.of(isNegative ? sum.negated() : sum) : Optional.empty();
    }

    private static Duration part(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static Optional<Duration> iso(String text) {
        try {
            return text.startsWith("P") || text.startsWith("-P")
                    ? Optional.of(Duration.parse(text))
                            .filter(time -> time.abs().compareTo(LONGEST) <= 0)
                    : Optional.empty();
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Shortest, such that {@link #parse} gives it again. */
    static String text(Duration duration) {
        if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toString();
        }
        StringBuilder text = new StringBuilder();
        part(text, duration.toDaysPart(), "d");
        part(text, duration.toHoursPart(), "h");
        part(text, duration.toMinutesPart(), "m");
        part(text, duration.toSecondsPart(), "s");
        part(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void part(StringBuilder text, long number, String unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
