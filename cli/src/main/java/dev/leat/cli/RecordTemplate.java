package dev.leat.cli;

import dev.leat.core.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a run have in common.
 *
 * @param partition null is the one that the key decides
 * @param headers as {@code name=value}
 */
record RecordTemplate(String topic, @Nullable Integer partition, List<String> headers) {
    RecordTemplate {
        headers = List.copyOf(headers);
    }

    Outgoing<byte[], byte[]> record(byte @Nullable [] key, byte @Nullable [] value) {
        Outgoing<byte[], byte[]> record = Outgoing.of(topic, key, value);
        for (String header : headers) {
            int equals = header.indexOf('=');
            record = record.header(
                    header.substring(0, equals), header.substring(equals + 1).getBytes(StandardCharsets.UTF_8));
        }
        return partition == null ? record : record.partition(partition);
    }
}
