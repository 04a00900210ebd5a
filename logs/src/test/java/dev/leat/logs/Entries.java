package dev.leat.logs;

import dev.leat.testkit.TestKafka;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Entries of tests, and what they look like afterwards. */
public final class Entries {
    static final Instant TIME = Instant.parse("2025-12-31T10:20:30.123456Z");
    private static final JsonMapper JSON = new JsonMapper();

    private Entries() {}

    static LogEntry entry(LogLevel level, String message) {
        return LogEntry.at(TIME, level, "billing.Invoices", message).build();
    }

    static LogEntry info(String message) {
        return entry(LogLevel.INFO, message);
    }

    static JsonNode json(String value) {
        return JSON.readTree(value);
    }

    static JsonNode json(byte[] value) {
        return JSON.readTree(value);
    }

    /** What stands in the first partition of {@code logs}, in its order. */
    static List<String> values(TestKafka kafka) {
        return kafka.topic("logs").partition(0).records().stream()
                .map(record -> Objects.requireNonNull(record.value()))
                .toList();
    }

    static List<Long> sequences(TestKafka kafka) {
        return sequences(values(kafka));
    }

    /** What they say, without the summaries of the shipper itself. */
    static List<String> messages(List<String> values) {
        return nodes(values)
                .filter(value -> !value.at("/log.logger").asString().equals("dev.leat.logs"))
                .map(value -> value.at("/message").asString())
                .toList();
    }

    static List<JsonNode> summaries(List<String> values) {
        return nodes(values)
                .filter(value -> value.at("/log.logger").asString().equals("dev.leat.logs"))
                .toList();
    }

    private static Stream<JsonNode> nodes(List<String> values) {
        return values.stream().filter(Objects::nonNull).map(Entries::json);
    }

    static List<Long> sequences(List<String> values) {
        return nodes(values).map(value -> value.at("/event.sequence").asLong()).toList();
    }
}
