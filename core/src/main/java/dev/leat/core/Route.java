package dev.leat.core;

import dev.leat.core.internal.RecordHandler;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One topic's way into the user's code: reads key and value on the worker, then calls the handler. */
record Route<K, V>(Serde<K> keys, Serde<V> values, Handler<? super K, ? super V> handler) implements RecordHandler {
    @Override
    @SuppressWarnings("unchecked") // a handler of a supertype only reads
    public void handle(ConsumerRecord<byte[], byte[]> record, int attempt) throws Exception {
        K key = read(keys, "key", record, record.key());
        V value = read(values, "value", record, record.value());
        ((Handler<K, V>) handler).handle(new Message<>(record, key, value, attempt));
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
