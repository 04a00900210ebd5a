package dev.leat.listener;

import dev.leat.core.Message;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How a listener of batches reads each message.
 *
 * @param wantsValue whether it gets values alone, so that a message without one has failed
 */
record BatchParts(Part<?> key, Part<?> value, boolean wantsValue) {
    Message<Object, Object> read(Message<byte[], byte[]> message) {
        ConsumerRecord<byte[], byte[]> record = message.record();
        Message<Object, Object> read = message.as(key.read(record, record.key()), value.read(record, record.value()));
        if (wantsValue) {
            var unused = read.value(); // throws if there is none
        }
        return read;
    }
}
