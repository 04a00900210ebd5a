package dev.leat.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of one type of value to any topic. For use by many threads at once; one is enough for an application.
 *
 * <p>Messages of one key arrive in the order of the calls, once each, unless the settings say otherwise.
 */
public final class Producer<K, V> implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final Serde<K> keys;
    private final Serde<V> values;
    private final Stamp stamp;
    private final boolean isStamped;
    private final Sends sends;
    private final SteadyProducer kafka;
    private final FailureReports failures;
    private final Clients clients;
    /** The one that was built, which the others are but views of. */
    private final Producer<?, ?> built;

    Producer(
            Serde<K> keys,
            Serde<V> values,
            Stamp stamp,
            Sends sends,
            SteadyProducer kafka,
            FailureReports failures,
            Clients clients) {
        this.keys = keys;
        this.values = values;
        this.stamp = stamp;
        this.isStamped = !stamp.isBlank();
        this.sends = sends;
        this.kafka = kafka;
        this.failures = failures;
        this.clients = clients;
        this.built = this;
    }

    private Producer(Serde<K> keys, Serde<V> values, Producer<?, ?> other) {
        this.keys = keys;
        this.values = values;
        this.stamp = other.stamp;
        this.isStamped = other.isStamped;
        this.sends = other.sends;
        this.kafka = other.kafka;
        this.failures = other.failures;
        this.clients = other.clients;
        this.built = other.built;
    }

    /**
     * The same producer for messages of other types: with one connection, one send buffer and one order for all of them, with the same settings, headers and
     * listener for failures. To close one is to close all.
     */
    public <L, W> Producer<L, W> as(Serde<L> keys, Serde<W> values) {
        return new Producer<>(keys, values, this);
    }

    /** {@link #send(Outgoing)} of a message with nothing but these. */
    public CompletableFuture<RecordId> send(String topic, @Nullable K key, @Nullable V value) {
        return future(Objects.requireNonNull(topic, "topic"), key, value, null);
    }

    /**
     * Sends a message in the background.
     *
     * <p>Waits only for room in the send buffer and for the topic's metadata, at most Kafka's {@code max.block.ms} (default one
     * minute). Never throws: each failure is in the future, as a {@link SendException}. The future is completed on the thread that
     * speaks with Kafka; what takes long belongs into {@code thenApplyAsync} and the like.
     *
     * @return where the record stands, once the broker has confirmed it
     */
    public CompletableFuture<RecordId> send(Outgoing<K, V> message) {
        return future(message.topic(), message.key(), message.value(), message);
    }

    /** {@link #sendAndForget(Outgoing)} of a message with nothing but these. */
    public void sendAndForget(String topic, @Nullable K key, @Nullable V value) {
        forget(Objects.requireNonNull(topic, "topic"), key, value, null);
    }

    /**
     * {@link #send(Outgoing)} for those who would not look at the future: failures go to the listener alone. Saves the future, which
     * costs as much as the rest of Leat's share in sending, or more: hundreds of thousands of them wait at a time.
     *
     * @throws IllegalStateException if there is no {@link ProducerBuilder#onFailure listener}: failures would be seen by nobody
     */
    public void sendAndForget(Outgoing<K, V> message) {
        forget(message.topic(), message.key(), message.value(), message);
    }

    private CompletableFuture<RecordId> future(
            String topic, @Nullable K key, @Nullable V value, @Nullable Outgoing<K, V> more) {
        CompletableFuture<RecordId> confirmed = new CompletableFuture<>();
        hand(new Sending<>(topic, key, value, more, kafka, failures, confirmed));
        return confirmed;
    }

    private void forget(String topic, @Nullable K key, @Nullable V value, @Nullable Outgoing<K, V> more) {
        if (!failures.heard()) {
            throw new IllegalStateException(
                    "sendAndForget needs a listener for failures; give the producer one with onFailure, or use send");
        }
        hand(new Sending<>(topic, key, value, more, kafka, failures, null));
    }

    private void hand(Sending<K, V> sending) {
        Callback callback = sending;
        try {
            ProducerRecord<byte[], byte[]> record = encode(sending);
            callback = sends.intercepted(record, sending);
            // Last, so that the trace of an interceptor is taken for the message's own.
            stamp.addContext(record.headers());
            var unused = kafka.get().send(record, callback); // the callback tells all that it would
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(callback, new InterruptException("interrupted while waiting for Kafka", e));
        } catch (RuntimeException e) {
            fail(callback, e);
        }
    }

    @SuppressWarnings("NullAway") // Kafka's callbacks get null for what there is not
    private static void fail(Callback callback, Exception error) {
        callback.onCompletion(null, error);
    }

    private ProducerRecord<byte[], byte[]> encode(Sending<K, V> sending) {
        RecordHeaders headers = new RecordHeaders();
        Integer partition = null;
        Long timestamp = null;
        Outgoing<K, V> more = sending.more;
        if (isStamped) {
            stamp.addDefaults(headers);
        }
        if (more != null) {
            more.headerList().forEach(headers::add);
            partition = more.partition().isPresent() ? more.partition().getAsInt() : null;
            timestamp = more.timestamp().map(Instant::toEpochMilli).orElse(null);
        }
        String topic = sending.topic;
        K key = sending.key;
        V value = sending.value;
        return new ProducerRecord<>(
                topic,
                partition,
                timestamp,
                key == null ? null : keys.serialize(topic, headers, key),
                value == null ? null : values.serialize(topic, headers, value),
                headers);
    }

    /** Failures that the listener was not told of, because too many were waiting for it. */
    public long droppedFailureReports() {
        return failures.dropped();
    }

    /**
     * Waits until everything sent before the call is confirmed or has failed.
     *
     * @throws InterruptException Kafka's, if the thread is interrupted while it waits
     */
    public void flush() {
        kafka.flush();
    }

    /** {@link #close(Duration)} with 30 seconds. */
    @Override
    public void close() {
        close(CLOSE);
    }

    /** Waits for what is on its way, at most this long; then fails it. Messages sent later fail at once. A second call does nothing. */
    public void close(Duration atMost) {
        try {
            kafka.close(atMost);
        } finally {
            clients.remove(built);
        }
    }

    /**
     * The callback of one message, and the message itself if there is no more to it than key and value: hundreds of thousands of them
     * wait for the broker at a time, and the collector moves each.
     */
    private static final class Sending<K, V> implements Callback {
        private final String topic;
        private final @Nullable K key;
        private final @Nullable V value;
        private final @Nullable Outgoing<K, V> more;
        private final SteadyProducer kafka;
        private final FailureReports failures;
        private final @Nullable CompletableFuture<RecordId> confirmed;

        Sending(
                String topic,
                @Nullable K key,
                @Nullable V value,
                @Nullable Outgoing<K, V> more,
                SteadyProducer kafka,
                FailureReports failures,
                @Nullable CompletableFuture<RecordId> confirmed) {
            this.topic = topic;
            this.key = key;
            this.value = value;
            this.more = more;
            this.kafka = kafka;
            this.failures = failures;
            this.confirmed = confirmed;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception error) {
            if (error != null || metadata == null) {
                fail(error == null ? new IllegalStateException("Kafka's client gave neither result nor error") : error);
                return;
            }
            kafka.confirmed();
            if (confirmed != null) {
                confirmed.complete(new RecordId(metadata.topic(), metadata.partition(), metadata.offset()));
            }
        }

        void fail(Exception error) {
            kafka.failed(error);
            SendException failure = new SendException(more != null ? more : Outgoing.of(topic, key, value), error);
            if (confirmed == null || confirmed.completeExceptionally(failure)) {
                failures.report(failure);
            }
        }
    }
}
