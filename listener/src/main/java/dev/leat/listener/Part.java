package dev.leat.listener;

import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How one listener reads the key or the value of its messages.
 *
 * @param what of it is read, for errors
 */
record Part<T>(Serde<T> serde, String what, Place reader) {
    static <T> Part<T> key(Serde<T> serde, Place reader) {
        return new Part<>(serde, "key", reader);
    }

    static <T> Part<T> value(Serde<T> serde, Place reader) {
        return new Part<>(serde, "value", reader);
    }

    /** Null if there is none. */
    @Nullable
    T read(ConsumerRecord<byte[], byte[]> record, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return serde.deserialize(record.topic(), record.headers(), bytes);
        } catch (SerdeException e) {
            throw new SerdeException(
                    "the " + what + " of " + at(record) + " (" + bytes.length + " bytes) cannot be read for " + reader
                            + ": " + e.getMessage(),
                    e);
        }
    }

    static String at(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
