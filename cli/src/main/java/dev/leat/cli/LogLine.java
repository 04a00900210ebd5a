package dev.leat.cli;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A line of a log, as a record has it: ECS, the encoder of Logstash, the shape of snapJob, or plain text. Members with dots in their names are found as such, and one inside the other.
 *
 * @param fields null for plain text
 */
record LogLine(Instant time, String text, @Nullable JsonNode fields) {
    private static final String TIMESTAMP = "@timestamp";
    private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final List<String> LEVEL = List.of("log.level", "level", "severity");
    private static final List<String> SERVICE = List.of("service.name", "service", "application");
    private static final List<String> HOST = List.of("host.name", "host.hostname", "hostname", "host");
    private static final List<String> LOGGER = List.of("log.logger", "logger_name", "logger");
    private static final List<String> STACK = List.of("error.stack_trace", "stack_trace", "stack");
    private static final List<String> MESSAGE = List.of("message", "msg");
    private static final List<String> TIME = List.of(TIMESTAMP, "timestamp", "time");

    /** Also with a zone without a colon, as Log4j and Logback write it. */
    private static final DateTimeFormatter INSTANT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    /** @return empty for a record without a value */
    static Optional<LogLine> of(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        String text = new String(record.value(), StandardCharsets.UTF_8); // what is none is better shown than not
        return Optional.of(of(text, Instant.ofEpochMilli(record.timestamp())));
    }

    /** @param otherwise its time, if it does not say */
    static LogLine of(String text, Instant otherwise) {
        JsonNode fields = JsonText.parse(text).filter(JsonNode::isObject).orElse(null);
        if (fields == null) {
            return new LogLine(otherwise, text, null);
        }
        Instant time = millis(fields.path(TIMESTAMP))
                .or(() -> first(fields, TIME).flatMap(LogLine::instant))
                .orElse(otherwise);
        return new LogLine(time, first(fields, MESSAGE).orElse(text), fields);
    }

    /** As it was written; empty for a line without one. */
    Optional<String> levelName() {
        return first(LEVEL);
    }

    Optional<LogLevel> level() {
        return levelName().flatMap(LogLevel::named);
    }

    Optional<String> service() {
        return first(SERVICE);
    }

    Optional<String> host() {
        return first(HOST);
    }

    Optional<String> logger() {
        return first(LOGGER);
    }

    Optional<String> stack() {
        return first(STACK);
    }

    /** @param name {@code a.b} also finds {@code b} inside of {@code a}; also the name of a label (MDC) alone */
    Optional<String> field(String name) {
        return fields == null ? Optional.empty() : text(fields, name).or(() -> text(fields, "labels." + name));
    }

    private Optional<String> first(List<String> names) {
        return fields == null ? Optional.empty() : first(fields, names);
    }

    private static Optional<String> first(JsonNode fields, List<String> names) {
        return names.stream().flatMap(name -> text(fields, name).stream()).findFirst();
    }

    private static Optional<String> text(JsonNode fields, String name) {
        JsonNode found = member(fields, name);
        if (found == null || found.isNull()) {
            return Optional.empty();
        }
        return Optional.of(found.isString() ? found.asString() : JsonText.exact(found));
    }

    private static @Nullable JsonNode member(JsonNode fields, String name) {
        JsonNode whole = fields.get(name);
        if (whole != null) {
            return whole;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            JsonNode outer = fields.get(name.substring(0, dot));
            JsonNode inner = outer == null ? null : member(outer, name.substring(dot + 1));
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    /** Of {@code @timestamp} only: a number in {@code time} is as often how long something took. */
    private static Optional<Instant> millis(JsonNode time) {
        return time.isIntegralNumber() && time.canConvertToLong() && time.longValue() >= 0
                ? Optional.of(Instant.ofEpochMilli(time.longValue()))
                : Optional.empty();
    }

    private static Optional<Instant> instant(String text) {
        return parsed(text).map(LogLine::within);
    }

    /** What milliseconds can say: at the ends of time itself there is no room for a time zone. */
    private static Instant within(Instant time) {
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }

    private static Optional<Instant> parsed(String text) {
        try {
            if (text.length() == "2026-11-22".length()) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            return Optional.of(
                    INSTANT.parseBest(text, OffsetDateTime::from, LocalDateTime::from) instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
