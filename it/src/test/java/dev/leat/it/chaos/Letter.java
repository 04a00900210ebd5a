package dev.leat.it.chaos;

import dev.leat.core.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the dead letter topic.
 *
 * @param partition where it was before, as its headers tell
 * @param offset the same
 */
record Letter(int partition, long offset, String key, Work work, String exception, String message, int attempts) {
    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        return new Letter(
                Integer.parseInt(header(record, DeadLetter.PARTITION)),
                Long.parseLong(header(record, DeadLetter.OFFSET)),
                new String(record.key(), StandardCharsets.UTF_8),
                Work.read(record.value()),
                header(record, DeadLetter.EXCEPTION),
                header(record, DeadLetter.MESSAGE),
                Integer.parseInt(header(record, DeadLetter.ATTEMPTS)));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(
                Objects.requireNonNull(record.headers().lastHeader(name), name).value(), StandardCharsets.UTF_8);
    }
}
