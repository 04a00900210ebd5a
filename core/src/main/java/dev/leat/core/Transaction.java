package dev.leat.core;

import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What is sent together. Readers with {@code isolation.level=read_committed} see all of it or nothing. For the thread it was given to, until that
 * returns.
 *
 * @since 0.1
 */
public final class Transaction {
    private final Producer<byte[], byte[]> kafka;
    private final Stamp stamp;
    private final Sends sends;
    private volatile boolean over;
    /** Of the records that it handles, the one in hand. */
    private int step;

    private volatile @Nullable Refusal refusal;

    /**
     * What could not be sent first.
     *
     * @param step the record that it was sent for
     */
    record Refusal(int step, Exception why) {}

    Transaction(Producer<byte[], byte[]> kafka, Stamp stamp, Sends sends) {
        this.kafka = kafka;
        this.stamp = stamp;
        this.sends = sends;
    }

    /** {@link #send(Serde, Serde, Outgoing)} with a key as text, and nothing else. */
    public <V> void send(String topic, Serde<V> values, @Nullable String key, @Nullable V value) {
        send(Serde.text(), values, Outgoing.of(topic, key, value));
    }

    /**
     * Sends a message in the background. A failure shows at the end: the transaction as a whole then fails, and what is sent behind it is dropped.
     *
     * @throws SerdeException if key or value cannot be written
     * @throws IllegalStateException if the transaction is over
     * @throws InterruptException Kafka's, if the thread is interrupted while it waits for room or for the topic; the transaction fails then, too
     */
    public <K, V> void send(Serde<K> keys, Serde<V> values, Outgoing<K, V> message) {
        if (over) {
            throw new IllegalStateException("this transaction is over; send before the call it was given to returns");
        }
        RecordHeaders headers = new RecordHeaders();
        stamp.addDefaults(headers);
        message.headerList().forEach(headers::add);
        stamp.addContext(headers);
        K key = message.key();
        V value = message.value();
        String topic = Objects.requireNonNull(message.topic());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                message.partition().isPresent() ? message.partition().getAsInt() : null,
                message.timestamp().map(Instant::toEpochMilli).orElse(null),
                key == null ? null : keys.serialize(topic, headers, key),
                value == null ? null : values.serialize(topic, headers, value),
                headers);
        if (refusal != null) {
            return; // Kafka's client would blame this message for the one that could not be sent
        }
        int sentFor = step;
        try {
            var unused = kafka.send(record, sends.intercepted(record, (metadata, error) -> {
                if (error != null) {
                    refused(sentFor, error);
                }
            }));
        } catch (InterruptException e) {
            refused(sentFor, e); // also if the caller does not care
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            refused(sentFor, e);
        }
    }

    private synchronized void refused(int sentFor, Exception error) {
        if (refusal == null) {
            refusal = new Refusal(sentFor, causeOf(error));
        }
    }

    /** What waiting mends is no fault of the message; nor is it one to come after what could not be sent. */
    private static Exception causeOf(Exception error) {
        return error instanceof RetriableException || error.getCause() instanceof RetriableException
                ? new TransactionException("could not be sent: " + error.getMessage(), error)
                : error;
    }

    /** What is sent from now on is for this record. */
    void step(int number) {
        step = number;
    }

    /** After a flush: what could not be sent; null if all was. */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /** Nothing more can be sent. */
    void end() {
        over = true;
    }
}
