package dev.leat.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Records as lines, for people or for programs. */
final class RecordText {
    /** What a line may show of a record. */
    enum Part {
        TOPIC((record, formats) -> record.topic()),
        PARTITION((record, formats) -> Integer.toString(record.partition())),
        OFFSET((record, formats) -> Long.toString(record.offset())),
        TIME((record, formats) -> time(record)),
        KEY((record, formats) -> text(record.key(), formats.keys())),
        HEADERS((record, formats) -> HeaderText.line(record.headers())),
        VALUE((record, formats) -> text(record.value(), formats.values()));

        @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
        private final BiFunction<ConsumerRecord<byte[], byte[]>, FormatOptions, String> text;

        Part(BiFunction<ConsumerRecord<byte[], byte[]>, FormatOptions, String> text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String NONE = "null";

    private RecordText() {}

    /** The parts with tabs between them. */
    static String line(ConsumerRecord<byte[], byte[]> record, List<Part> parts, FormatOptions formats) {
        return parts.stream().map(part -> part.text.apply(record, formats)).collect(Collectors.joining("\t"));
    }

    /** All of it, so that a producer can make the same record of it. */
    static String json(ConsumerRecord<byte[], byte[]> record, FormatOptions formats) {
        ObjectNode node = JsonText.object();
        node.put("topic", record.topic());
        node.put("partition", record.partition());
        node.put("offset", record.offset());
        if (record.timestampType() != TimestampType.NO_TIMESTAMP_TYPE) {
            node.put("timestamp", time(record));
        }
        JsonText.put(node, "key", record.key(), formats.keys());
        HeaderText.put(node, record.headers());
        JsonText.put(node, "value", record.value(), formats.values());
        return JsonText.line(node);
    }

    private static String time(ConsumerRecord<byte[], byte[]> record) {
        return Instant.ofEpochMilli(record.timestamp()).toString();
    }

    private static String text(byte @Nullable [] bytes, Format format) {
        return bytes == null ? NONE : format.text(bytes);
    }
}
