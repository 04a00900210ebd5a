package dev.leat.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Points in time as people write them. */
final class Moments {
    /** For the help of options. */
    static final String FORMS =
            "a time (2026-11-21T08:00:00Z, or without Z in the local zone), a day (2026-11-21), or how long"
                    + " ago (90s, 15m, 2h, 7d)";

    private Moments() {}

    /** For options. */
    static final class Converter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return parse(text, Instant.now(), ZoneId.systemDefault());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /**
     * @param now what ago is counted from
     * @param zone of times and days that have none
     * @throws IllegalArgumentException with a remedy, if it is none
     */
    static Instant parse(String text, Instant now, ZoneId zone) {
        List<Function<String, Instant>> forms = List.of(
                form -> OffsetDateTime.parse(form).toInstant(),
                form -> LocalDateTime.parse(form).atZone(zone).toInstant(),
                form -> LocalDate.parse(form).atStartOfDay(zone).toInstant(),
                form -> now.minus(Spans.parse(form)));
        for (Function<String, Instant> form : forms) {
            try {
                return form.apply(text);
            } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
                // Perhaps the next one.
            }
        }
        throw new IllegalArgumentException("'" + text + "' is neither a time nor an age; write it like"
                + " 2026-11-21T08:00:00Z, 2026-11-21T09:00, 2026-11-21, or 2h for two hours ago");
    }
}
