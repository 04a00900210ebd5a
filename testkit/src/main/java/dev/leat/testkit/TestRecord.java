package dev.leat.testkit;

import dev.leat.core.Serde;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record as it stands in the log. Immutable. */
public final class TestRecord {
    private final ConsumerRecord<byte[], byte[]> record;

    TestRecord(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
    }

    public String topic() {
        return record.topic();
    }

    public int partition() {
        return record.partition();
    }

    public long offset() {
        return record.offset();
    }

    public Instant timestamp() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** As text. */
    public @Nullable String key() {
        return keyBytes() == null ? null : Serde.text().deserialize(topic(), record.headers(), record.key());
    }

    /** As text. */
    public @Nullable String value() {
        return value(Serde.text());
    }

    public <V> @Nullable V value(Serde<V> serde) {
        return valueBytes() == null ? null : serde.deserialize(topic(), record.headers(), record.value());
    }

    public byte @Nullable [] keyBytes() {
        return record.key();
    }

    public byte @Nullable [] valueBytes() {
        return record.value();
    }

    /** The last header of that name, as text. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(bytes -> Serde.text().deserialize(topic(), record.headers(), bytes));
    }

    @Override
    public String toString() {
        return topic() + "-" + partition() + "@" + offset();
    }
}
