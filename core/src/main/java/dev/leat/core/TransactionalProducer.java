package dev.leat.core;

import dev.leat.core.internal.Nanos;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages in transactions of its own, one at a time. Its id is stable: whoever begins with the same id ends the transactions of whoever had it
 * before, and shuts that one out. For use by many threads; they wait for each other.
 *
 * @since 0.1
 */
public final class TransactionalProducer implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final String id;
    private final Map<String, Object> properties;
    private final Shared shared;
    private final Surroundings surroundings;
    private final Clients clients;

    /** The transaction under way. Guarded by this. */
    private @Nullable Turn turn;

    private boolean closed;
    /** Made with the first transaction, and anew after one whose end is not known. Whoever has the turn sets it. */
    private volatile @Nullable Producer<byte[], byte[]> kafka;

    /** @param over down when the transaction has ended */
    private record Turn(Thread thread, CountDownLatch over) {}

    TransactionalProducer(
            String id, Map<String, Object> properties, Shared shared, Surroundings surroundings, Clients clients) {
        this.id = id;
        this.properties = properties;
        this.shared = shared;
        this.surroundings = surroundings;
        this.clients = clients;
    }

    /** Kafka's {@code transactional.id}. */
    public String id() {
        return id;
    }

    /**
     * Sends what the given code sends, all or nothing. Waits until the brokers have confirmed it. What the code throws is thrown on; nothing is seen of
     * what it has sent.
     *
     * @throws TransactionException if it has failed; look at its cause. Others may see it all the same if that is a timeout at the very end
     * @throws IllegalStateException if this is closed, or called within a transaction of its own
     * @throws InterruptException Kafka's, if the thread is interrupted while it waits for another's transaction
     */
    public void transact(Consumer<Transaction> work) {
        Turn mine = take();
        try {
            work(work);
        } finally {
            end(mine);
        }
    }

    private void work(Consumer<Transaction> work) {
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
        Transaction.Refusal refusal = transaction.refusal();
        if (refusal != null) {
            abort(producer);
            throw notCommitted(refusal.why());
        }
        try {
            producer.commitTransaction();
        } catch (KafkaException | IllegalStateException e) {
            abort(producer); // if it was refused; if its end is not known, Kafka's client does not allow that
            throw notCommitted(e);
        }
    }

    private TransactionException notCommitted(Exception why) {
        return new TransactionException(
                "the transaction of '" + id + "' could not be committed: " + why.getMessage(), why);
    }

    private Turn take() {
        while (true) {
            Turn other;
            synchronized (this) {
                if (closed) {
                    throw new IllegalStateException("the transactional producer '" + id + "' is closed");
                }
                other = turn;
                if (other == null) {
                    Turn mine = new Turn(Thread.currentThread(), new CountDownLatch(1));
                    turn = mine;
                    return mine;
                }
            }
            if (other.thread() == Thread.currentThread()) {
                throw new IllegalStateException(
                        "a transaction of '" + id + "' within another; send in the one you have");
            }
            await(other, Duration.ofNanos(Long.MAX_VALUE));
        }
    }

    private void end(Turn mine) {
        boolean late;
        synchronized (this) {
            turn = null;
            late = closed;
        }
        if (late) {
            abandon(); // it may have been made after the close
        }
        mine.over().countDown();
    }

    private void await(Turn other, Duration atMost) {
        try {
            surroundings.await(other.over(), Nanos.of(atMost));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private Producer<byte[], byte[]> begun() {
        try {
            Producer<byte[], byte[]> producer = kafka;
            if (producer == null) {
                producer = surroundings.producer(properties);
                kafka = producer;
                producer.initTransactions();
            }
            producer.beginTransaction();
            return producer;
        } catch (KafkaException | IllegalStateException e) {
            abandon();
            throw new TransactionException("no transaction of '" + id + "' can begin: " + e.getMessage(), e);
        }
    }

    private void abort(Producer<byte[], byte[]> producer) {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            abandon();
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

    /** {@link #close(Duration)} with 30 seconds. */
    @Override
    public void close() {
        close(CLOSE);
    }

    /** Waits for a transaction that is under way, at most this long; then it fails. A second call does nothing. */
    public void close(Duration atMost) {
        Turn running;
        synchronized (this) {
            closed = true;
            running = turn;
        }
        try {
            if (running != null && running.thread() != Thread.currentThread()) {
                await(running, atMost);
            }
        } finally {
            abandon();
            clients.remove(this);
        }
    }

    static Map<String, Object> properties(Map<String, Object> all, String id) {
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        return all;
    }
}
