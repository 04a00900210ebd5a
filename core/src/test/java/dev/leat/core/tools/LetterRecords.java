package dev.leat.core.tools;

import dev.leat.core.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records of a topic with dead letters, without a broker. */
final class LetterRecords {
    static final String TOPIC = "orders.dead";

    private LetterRecords() {}

    /** As the engine writes it: of a record of partition 1 of {@code orders}. */
    static ConsumerRecord<byte[], byte[]> dead(long offset, String key) {
        return record(
                offset,
                key,
                Map.of(
                        "tenant",
                        "blue",
                        DeadLetter.TOPIC,
                        "orders",
                        DeadLetter.PARTITION,
                        "1",
                        DeadLetter.OFFSET,
                        Long.toString(offset + 100),
                        DeadLetter.TIMESTAMP,
                        "1000",
                        DeadLetter.GROUP,
                        "billing",
                        DeadLetter.ATTEMPTS,
                        "3",
                        DeadLetter.EXCEPTION,
                        "java.lang.IllegalStateException",
                        DeadLetter.MESSAGE,
                        "No price",
                        DeadLetter.TIME,
                        "2026-11-21T08:00:00Z"));
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, String key, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, value) -> all.add(name, bytes(value)));
        return new ConsumerRecord<>(
                TOPIC,
                0,
                offset,
                5_000,
                TimestampType.CREATE_TIME,
                key.length(),
                1,
                bytes(key),
                bytes("v" + offset),
                all,
                Optional.empty());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
