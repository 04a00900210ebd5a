package dev.leat.cli;

import dev.leat.core.Outgoing;
import org.jspecify.annotations.Nullable;

/**
 * A line is a value, or key and value with a separator between them.
 *
 * @param template with topic, partition and headers
 * @param key of all records; null if they have none, or it stands in the line
 * @param separator null if the line is the value
 */
record PlainLines(
        RecordTemplate template,
        FormatOptions formats,
        @Nullable String key,
        @Nullable String separator) implements LineFormat {
    @Override
    public Outgoing<byte[], byte[]> record(String line) {
        if (separator == null) {
            return template.record(key == null ? null : formats.keys().bytes(key), value(line));
        }
        int end = line.indexOf(separator);
        if (end < 0) {
            throw new IllegalArgumentException("it has no key separator; add it, or leave out --key-separator");
        }
        return template.record(keyOf(line.substring(0, end)), value(line.substring(end + separator.length())));
    }

    private byte[] keyOf(String text) {
        try {
            return formats.keys().bytes(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key: " + e.getMessage(), e);
        }
    }

    private byte[] value(String text) {
        return formats.values().bytes(text);
    }
}
