package dev.leat.cli;

import dev.leat.core.Outgoing;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A line is a JSON object as {@code leat consume --json} prints it. Topic, offset and partition in it are not taken over: it may come from
 * another topic.
 *
 * @param key of records whose line has none
 */
record JsonLines(
        RecordTemplate template,
        FormatOptions formats,
        @Nullable String key) implements LineFormat {
    @Override
    public Outgoing<byte[], byte[]> record(String line) {
        JsonNode node = JsonText.parse(line)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new IllegalArgumentException(
                        "it is not a JSON object; write it like {\"key\":\"k\",\"value\":\"v\"}"));
        byte[] own = part(node, "key", formats.keys());
        byte[] keyBytes = own == null && key != null ? formats.keys().bytes(key) : own;
        Outgoing<byte[], byte[]> record = template.record(keyBytes, part(node, "value", formats.values()));
        for (JsonNode header : headers(node)) {
            record = with(record, header);
        }
        JsonNode timestamp = node.get("timestamp");
        return timestamp == null || timestamp.isNull() ? record : record.timestamp(time(timestamp));
    }

    private static byte @Nullable [] part(JsonNode node, String name, Format format) {
        try {
            return JsonText.bytes(node, name, format);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + name + ": " + e.getMessage(), e);
        }
    }

    private static Iterable<JsonNode> headers(JsonNode node) {
        JsonNode headers = node.get("headers");
        if (headers == null || headers.isNull()) {
            return List.of();
        }
        if (!headers.isArray()) {
            throw new IllegalArgumentException(
                    "its headers are no array; write them like [{\"name\":\"n\",\"value\":\"v\"}]");
        }
        return headers;
    }

    private static Outgoing<byte[], byte[]> with(Outgoing<byte[], byte[]> record, JsonNode header) {
        JsonNode name = header.get("name");
        if (name == null || !name.isString()) {
            throw new IllegalArgumentException(
                    "a header has no name; write headers like [{\"name\":\"n\",\"value\":\"v\"}]");
        }
        byte[] value = part(header, "value", Format.TEXT);
        if (value == null) {
            throw new IllegalArgumentException("a header has no value; give it one, be it empty");
        }
        return record.header(name.asString(), value);
    }

    private static Instant time(JsonNode timestamp) {
        try {
            return Instant.parse(timestamp.asString());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "its timestamp is no time of ISO 8601; write it like 2026-11-21T08:00:00Z", e);
        }
    }
}
