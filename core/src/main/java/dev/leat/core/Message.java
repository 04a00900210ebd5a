package dev.leat.core;

import dev.leat.core.internal.Term;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of a topic, with its key and value read. Immutable; may be kept and passed on after the handler has returned.
 */
public final class Message<K, V> {
    private final ConsumerRecord<byte[], byte[]> record;
    private final @Nullable K key;
    private final @Nullable V value;
    private final int attempt;
    private final Term term;

    Message(ConsumerRecord<byte[], byte[]> record, @Nullable K key, @Nullable V value, int attempt, Term term) {
        this.record = record;
        this.key = key;
        this.value = value;
        this.attempt = attempt;
        this.term = term;
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

    /** Topic, partition and offset in one. */
    public RecordId id() {
        return new RecordId(record.topic(), record.partition(), record.offset());
    }

    /** When the record was made, or appended, depending on the topic's {@code message.timestamp.type}. */
    public Instant timestamp() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** The key; null for a record without one. */
    public @Nullable K key() {
        return key;
    }

    /**
     * The value.
     *
     * @throws TombstoneException for a record without a value. Whoever expects those asks {@link #isTombstone()} or takes
     *     {@link #valueOrNull()}
     */
    public V value() {
        if (value == null) {
            throw new TombstoneException(id());
        }
        return value;
    }

    /** The value; null for a tombstone. */
    public @Nullable V valueOrNull() {
        return value;
    }

    /** Whether the record has no value: in a compacted topic, the deletion of its key. */
    public boolean isTombstone() {
        return record.value() == null;
    }

    public Headers headers() {
        return new Headers(record.headers());
    }

    /** 1 at the first delivery, counted up by retries. Counts anew after a rebalance or a restart. */
    public int attempt() {
        return attempt;
    }

    /** The request that the message belongs to, by its header {@code request-id}; see {@link RequestContext}. */
    public Optional<String> requestId() {
        return headers().text(RequestContext.REQUEST_ID);
    }

    /** The trace that the message belongs to, by its header {@code traceparent} (W3C Trace Context): 32 hexadecimal digits. */
    public Optional<String> traceId() {
        return headers()
                .text(RequestContext.TRACEPARENT)
                .flatMap(TraceParent::parse)
                .map(TraceParent::traceId);
    }

    /**
     * The record as it came from Kafka: the same object at each attempt of one assignment. Its bytes and headers are not to be changed.
     *
     * @since 0.1
     */
    public ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    /**
     * The same message with its key and value read by the caller: for those who hand one record to several handlers of different types.
     *
     * @param value null for a tombstone, so that {@link #value()} tells what is missing
     * @since 0.1
     */
    public <L, W> Message<L, W> as(@Nullable L key, @Nullable W value) {
        return new Message<>(record, key, value, attempt, term);
    }

    /**
     * Whether the partition has been taken away, or the group is ending: the message will be delivered again, here or elsewhere, unless its
     * handler is done soon. A handler that takes long asks now and then and gives up.
     */
    public boolean isCancelled() {
        return term.isOver();
    }

    /** Ends when {@link #isCancelled()} becomes true, on a thread of its own. Whoever hangs something into it pays for it until then. */
    public CompletionStage<Void> cancelled() {
        return term.whenOver();
    }

    @Override
    public String toString() {
        return "Message[" + id() + ", attempt " + attempt + "]";
    }
}
