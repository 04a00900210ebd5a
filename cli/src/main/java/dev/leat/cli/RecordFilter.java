package dev.leat.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Which records are shown: those that pass all that was added. For one thread. */
final class RecordFilter implements Predicate<ConsumerRecord<byte[], byte[]>> {
    private final List<Predicate<ConsumerRecord<byte[], byte[]>>> all = new ArrayList<>();

    /** With exactly this key. */
    void key(byte[] key) {
        all.add(record -> Arrays.equals(record.key(), key));
    }

    /** @param header {@code name}, or {@code name=value} */
    void header(String header) {
        int equals = header.indexOf('=');
        String name = equals < 0 ? header : header.substring(0, equals);
        String value = equals < 0 ? null : header.substring(equals + 1);
        all.add(record -> HeaderText.has(record.headers(), name, value));
    }

    /** With a value that holds it somewhere, as it is shown. */
    void match(Pattern part, Format format) {
        all.add(record -> record.value() != null
                && part.matcher(format.text(record.value())).find());
    }

    /**
     * With a JSON value that has this at a place.
     *
     * @param condition {@code /a/b}, or {@code /a/b=text}
     * @throws IllegalArgumentException with a remedy, if it is none
     */
    void where(String condition) {
        int equals = condition.indexOf('=');
        String place = equals < 0 ? condition : condition.substring(0, equals);
        String wanted = equals < 0 ? null : condition.substring(equals + 1);
        if (!place.startsWith("/")) {
            throw new IllegalArgumentException(
                    "'" + place + "' is no place in JSON; write it like /customer/id=42 (RFC 6901)");
        }
        JsonPointer pointer = JsonPointer.compile(place);
        all.add(record -> record.value() != null
                && Texts.utf8(record.value())
                        .flatMap(JsonText::parse)
                        .map(value -> value.at(pointer))
                        .filter(found -> !found.isMissingNode())
                        .filter(found -> wanted == null || text(found).equals(wanted))
                        .isPresent());
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.asString() : JsonText.exact(node);
    }

    @Override
    public boolean test(ConsumerRecord<byte[], byte[]> record) {
        return all.stream().allMatch(each -> each.test(record));
    }
}
