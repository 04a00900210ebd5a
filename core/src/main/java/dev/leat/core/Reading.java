package dev.leat.core;

import dev.leat.core.internal.Term;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes messages from records, on the worker. */
record Reading<K, V>(Serde<K> keys, Serde<V> values) {
    Message<K, V> message(ConsumerRecord<byte[], byte[]> record, int attempt, Term term) {
        K key = read(keys, "key", record, record.key());
        V value = read(values, "value", record, record.value());
        return new Message<>(record, key, value, attempt, term);
    }

    private static <T> @Nullable T read(
            Serde<T> serde, String what, ConsumerRecord<byte[], byte[]> record, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return serde.deserialize(record.topic(), record.headers(), bytes);
        } catch (SerdeException e) {
            throw new SerdeException(
                    "the " + what + " of " + record.topic() + "-" + record.partition() + "@" + record.offset() + " ("
                            + bytes.length + " bytes) cannot be read: " + e.getMessage(),
                    e);
        }
    }
}
