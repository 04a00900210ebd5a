package dev.leat.cli;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Headers of records as people and programs write them. */
final class HeaderText {
    private HeaderText() {}

    /** {@code name=value, name=value}; a header without a value is its name alone. */
    static String line(Iterable<Header> headers) {
        StringBuilder text = new StringBuilder();
        for (Header header : headers) {
            text.append(text.isEmpty() ? "" : ", ").append(Texts.line(header.key()));
            byte[] value = header.value();
            if (value != null) {
                text.append('=').append(Texts.line(Texts.readable(value)));
            }
        }
        return text.toString();
    }

    /** Adds them as {@code "headers": [{"name": …, "value": …}, …]}, in their order and with repeats. */
    static void put(ObjectNode node, Iterable<Header> headers) {
        ArrayNode array = node.putArray("headers");
        for (Header header : headers) {
            ObjectNode entry = array.addObject();
            entry.put("name", header.key());
            JsonText.put(entry, "value", header.value(), Format.TEXT);
        }
    }

    /** Whether there is one of that name, and if a value is given, whether one of that name has it. */
    static boolean has(Iterable<Header> headers, String name, @Nullable String value) {
        byte[] wanted = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        for (Header header : headers) {
            if (header.key().equals(name) && (wanted == null || Arrays.equals(header.value(), wanted))) {
                return true;
            }
        }
        return false;
    }
}
