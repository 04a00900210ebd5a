package dev.leat.core;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages in transactions of its own, one at a time. Its id is stable: whoever begins with the same id ends the transactions of whoever had it
 * before, and shuts that one out. For use by many threads, of which one at a time is in a transaction.
 *
 * @since 0.1
 */
public final class TransactionalProducer implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final String id;
    private final Map<String, Object> properties;
    private final Shared shared;
    private final Surroundings surroundings;
    /** Guarded by this. Made with the first transaction, and anew after one whose end is not known. */
    private @Nullable Producer<byte[], byte[]> kafka;

    private boolean closed;

    TransactionalProducer(String id, Map<String, Object> properties, Shared shared, Surroundings surroundings) {
        this.id = id;
        this.properties = properties;
        this.shared = shared;
        this.surroundings = surroundings;
    }

    /** Kafka's {@code transactional.id}. */
    public String id() {
        return id;
    }

    /**
     * Sends what the given code sends, all or nothing. Waits until the brokers have confirmed it.
     *
     * @throws TransactionException if it has failed; look at its cause. Others may see it all the same if that is a timeout at the very end
     * @throws IllegalStateException if this is closed
     */
    public synchronized void transact(Consumer<Transaction> work) {
        Producer<byte[], byte[]> producer = begun();
        Transaction transaction = new Transaction(producer, shared.stamp(), shared.sends());
        boolean isDone = false;
        try {
            work.accept(transaction);
            isDone = true;
        } finally {
            transaction.end();
            if (!isDone) {
                abort(producer);
            }
        }
        try {
            producer.commitTransaction();
        } catch (KafkaException e) {
            abandon();
            throw new TransactionException(
                    "the transaction of '" + id + "' could not be committed: " + e.getMessage(), e);
        }
    }

    private Producer<byte[], byte[]> begun() {
        if (closed) {
            throw new IllegalStateException("this transactional producer is closed");
        }
        try {
            Producer<byte[], byte[]> producer = kafka;
            if (producer == null) {
                producer = surroundings.producer(properties);
                kafka = producer;
                producer.initTransactions();
            }
            producer.beginTransaction();
            return producer;
        } catch (KafkaException e) {
            abandon();
            throw new TransactionException("no transaction of '" + id + "' can begin: " + e.getMessage(), e);
        }
    }

    private void abort(Producer<byte[], byte[]> producer) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            abandon(); // the next one with this id ends it
        }
    }

    /** The next transaction begins with another client, which first ends what this one has left. */
    private void abandon() {
        Producer<byte[], byte[]> producer = kafka;
        kafka = null;
        if (producer != null) {
            try {
                producer.close(Duration.ZERO);
            } catch (InterruptException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for a transaction that is under way. A second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        Producer<byte[], byte[]> producer = kafka;
        kafka = null;
        if (producer != null) {
            producer.close(CLOSE);
        }
    }

    static Map<String, Object> properties(Map<String, Object> all, String id) {
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        return all;
    }
}
