package dev.leat.testkit.promises;

import dev.leat.core.Serde;
import dev.leat.core.SerdeException;
import org.apache.kafka.common.header.Headers;

/** Text, of which values that begin with "bad" cannot be read. */
final class Unreadable implements Serde<String> {
    private final Serde<String> text = Serde.text();

    @Override
    public byte[] serialize(String topic, Headers headers, String value) {
        return text.serialize(topic, headers, value);
    }

    @Override
    public String deserialize(String topic, Headers headers, byte[] bytes) {
        String value = text.deserialize(topic, headers, bytes);
        if (value.startsWith("bad")) {
            throw new SerdeException("it is bad");
        }
        return value;
    }
}
