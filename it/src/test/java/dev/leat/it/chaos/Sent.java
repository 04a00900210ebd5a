package dev.leat.it.chaos;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record as it stands in the topic. */
record Sent(String key, Work work) {
    static Sent of(ConsumerRecord<byte[], byte[]> record, Trade trade) {
        return new Sent(new String(record.key(), StandardCharsets.UTF_8).intern(), trade.work(record.value()));
    }
}
