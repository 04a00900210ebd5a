package dev.leat.core;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/**
 * Turns values into the bytes of a record and back. Called from many threads at once; implementations are immutable or thread-safe.
 * Neither method ever sees the absence of a key or value: Leat handles that itself.
 */
public interface Serde<T> {
    /**
     * @param headers of the record to be; entries may be added
     * @throws SerdeException if the value has no representation
     */
    byte[] serialize(String topic, Headers headers, T value);

    /**
     * @param headers of the record, to be read only
     * @throws SerdeException if the bytes are not such a value. Any other exception counts as a passing failure (a registry that is
     *     down, say) and is tried again
     */
    T deserialize(String topic, Headers headers, byte[] bytes);

    /** Text in UTF-8; bytes that are not UTF-8 are an error, never replaced. */
    static Serde<String> text() {
        return TextSerde.INSTANCE;
    }

    /** The bytes themselves. */
    static Serde<byte[]> bytes() {
        return BytesSerde.INSTANCE;
    }

    /**
     * One of Kafka's own serdes, which must be thread-safe and configured. Every runtime exception of it counts as unreadable data.
     */
    static <T> Serde<T> of(org.apache.kafka.common.serialization.Serde<T> serde) {
        return new KafkaSerde<>(serde.serializer(), serde.deserializer());
    }
}

enum TextSerde implements Serde<String> {
    INSTANCE;

    @Override
    public byte[] serialize(String topic, Headers headers, String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String deserialize(String topic, Headers headers, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // The replacement character is rare enough that only its presence is worth the strict, slower decoder.
        return text.indexOf('\uFFFD') < 0 ? text : strictly(bytes);
    }

    private static String strictly(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SerdeException("the bytes are not UTF-8 text", e);
        }
    }
}

enum BytesSerde implements Serde<byte[]> {
    INSTANCE;

    @Override
    public byte[] serialize(String topic, Headers headers, byte[] value) {
        return value;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, byte[] bytes) {
        return bytes;
    }
}

record KafkaSerde<T>(
        org.apache.kafka.common.serialization.Serializer<T> serializer,
        org.apache.kafka.common.serialization.Deserializer<T> deserializer)
        implements Serde<T> {
    @Override
    public byte[] serialize(String topic, Headers headers, T value) {
        try {
            return serializer.serialize(topic, headers, value);
        } catch (RuntimeException e) {
            throw new SerdeException(
                    "the serializer refused the value (" + e.getClass().getName() + ")", e);
        }
    }

    @Override
    public T deserialize(String topic, Headers headers, byte[] bytes) {
        try {
            return deserializer.deserialize(topic, headers, bytes);
        } catch (RuntimeException e) {
            throw new SerdeException(
                    "the deserializer refused the bytes (" + e.getClass().getName() + ")", e);
        }
    }
}
