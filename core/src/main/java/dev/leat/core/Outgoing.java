package dev.leat.core;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * producer.send(Outgoing.of("orders", order.id(), order).header("tenant", "blue"));
 * }</pre>
 */
public final class Outgoing<K, V> {
    private final String topic;
    private final @Nullable K key;
    private final @Nullable V value;
    private final @Nullable Integer partition;
    private final @Nullable Instant timestamp;
    private final List<Header> headers;

    private Outgoing(
            String topic,
            @Nullable K key,
            @Nullable V value,
            @Nullable Integer partition,
            @Nullable Instant timestamp,
            List<Header> headers) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.key = key;
        this.value = value;
        this.partition = partition;
        this.timestamp = timestamp;
        this.headers = headers;
    }

    /**
     * @param key decides the partition; null spreads over all
     * @param value null is a tombstone: in a compacted topic it deletes the key
     */
    public static <K, V> Outgoing<K, V> of(String topic, @Nullable K key, @Nullable V value) {
        return new Outgoing<>(topic, key, value, null, null, List.of());
    }

    /** Adds a header; one of the same name that was there before stays, and readers see the last. */
    public Outgoing<K, V> header(String name, String value) {
        return header(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a header; one of the same name that was there before stays, and readers see the last. */
    public Outgoing<K, V> header(String name, byte[] value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new RecordHeader(name, value.clone()));
        return new Outgoing<>(topic, key, value(), partition, timestamp, List.copyOf(more));
    }

    /** To this partition instead of the one that the key decides. */
    public Outgoing<K, V> partition(int partition) {
        return new Outgoing<>(topic, key, value, partition, timestamp, headers);
    }

    /** Default: the time of sending. A topic that stamps on append ignores it. */
    public Outgoing<K, V> timestamp(Instant timestamp) {
        return new Outgoing<>(topic, key, value, partition, timestamp, headers);
    }

    public String topic() {
        return topic;
    }

    public @Nullable K key() {
        return key;
    }

    public @Nullable V value() {
        return value;
    }

    public OptionalInt partition() {
        return partition == null ? OptionalInt.empty() : OptionalInt.of(partition);
    }

    public Optional<Instant> timestamp() {
        return Optional.ofNullable(timestamp);
    }

    public Headers headers() {
        return new Headers(new org.apache.kafka.common.header.internals.RecordHeaders(headers));
    }

    List<Header> headerList() {
        return headers;
    }

    /** Without key and value, which may be nobody else's business. */
    @Override
    public String toString() {
        return "Outgoing[" + topic + "]";
    }
}
