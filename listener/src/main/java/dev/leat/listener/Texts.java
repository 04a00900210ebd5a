package dev.leat.listener;

import dev.leat.core.Ordering;
import dev.leat.core.Start;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What texts of annotations and configurations mean. Each method throws IllegalArgumentException that says what the text must be. */
final class Texts {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:\\s*-\\s*(\\d{1,9}))?");
    private static final int MOST_PARTITIONS = 100_000;

    private Texts() {}

    static Duration duration(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a duration such as PT0.2S, 200ms, 30s, 5m, 1h or 7d", e);
        }
    }

    static Duration notNegative(String text) {
        Duration duration = duration(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("must not be negative");
        }
        return duration;
    }

    /** Longer than zero. */
    static Duration positive(String text) {
        Duration duration = duration(text);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("must be longer than zero");
        }
        return duration;
    }

    static int positiveNumber(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("must be a whole number, 1 or more");
    }

    static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    static Ordering ordering(String text) {
        return oneOf(text, Ordering.values());
    }

    static <E extends Enum<E>> E oneOf(String text, E[] values) {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException("must be one of "
                + Arrays.stream(values)
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    static Start start(String text) {
        if (text.equals("earliest")) {
            return Start.earliest();
        }
        if (text.equals("latest")) {
            return Start.latest();
        }
        try {
            return Start.at(Instant.parse(text));
        } catch (DateTimeParseException noInstant) {
            return Start.ago(age(text));
        }
    }

    private static Duration age(String text) {
        Duration age;
        try {
            age = duration(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must be earliest, latest, an age such as PT1H or 1h, or an instant such as 2026-01-31T00:00:00Z",
                    e);
        }
        if (age.isNegative()) {
            throw new IllegalArgumentException("is an age, must not be negative");
        }
        return age;
    }

    /** Parts between commas, without blanks around them. */
    static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Classes of failures. */
    static List<Class<? extends Throwable>> failures(String text) {
        List<Class<? extends Throwable>> all = new ArrayList<>();
        for (String name : list(text)) {
            try {
                all.add(type(name).asSubclass(Throwable.class));
            } catch (ClassNotFoundException | LinkageError e) {
                throw new IllegalArgumentException(
                        "must be classes of failures by their full names with commas between them, and there is no "
                                + name,
                        e);
            } catch (ClassCastException e) {
                throw new IllegalArgumentException("must be classes of failures, and " + name + " is no Throwable", e);
            }
        }
        return all;
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        ClassLoader ofApplication = Thread.currentThread().getContextClassLoader();
        if (ofApplication != null) {
            try {
                return Class.forName(name, false, ofApplication);
            } catch (ClassNotFoundException e) {
                // Threads of the JVM's own pools have a loader that does not know the application.
            }
        }
        return Class.forName(name, false, Texts.class.getClassLoader());
    }

    static List<Integer> partitions(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : list(text)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                throw new IllegalArgumentException("must be numbers and ranges such as 0,4-7");
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (last < first || last - first >= MOST_PARTITIONS) {
                throw new IllegalArgumentException(
                        "has the range " + part + ", which must go up, by at most " + MOST_PARTITIONS + " partitions");
            }
            for (int number = first; number <= last; number++) {
                if (numbers.contains(number)) {
                    throw new IllegalArgumentException("names partition " + number + " twice");
                }
                numbers.add(number);
            }
        }
        return numbers;
    }
}
