package dev.leat.core;

import dev.leat.core.internal.Backoff;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of one partition for as long as one assignment of it lasts. Made ready on a thread of its own; then used by one worker at
 * a time, since batches of a partition follow each other.
 */
final class PartitionProducer {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.transactions");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final TopicPartition partition;
    private final Map<String, Object> properties;
    private final Shared shared;
    private final Surroundings surroundings;
    private final Supplier<ConsumerGroupMetadata> member;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Producer<byte[], byte[]> ready;
    private volatile boolean broken;
    /** Of the assignment that it works for; 0 before the first call. */
    private final AtomicLong client = new AtomicLong();
    /** Where the last transaction says that the partition goes on. */
    private volatile long committed = -1;

    PartitionProducer(
            TopicPartition partition,
            Map<String, Object> properties,
            Shared shared,
            Surroundings surroundings,
            Supplier<ConsumerGroupMetadata> member) {
        this.partition = partition;
        this.properties = properties;
        this.shared = shared;
        this.surroundings = surroundings;
        this.member = member;
    }

    /** What is done with one record. */
    @FunctionalInterface
    interface Step {
        void handle(ConsumerRecord<byte[], byte[]> record, Transaction transaction) throws Exception;
    }

    /** The first record of a transaction that has failed, which ended it. */
    record Failure(int index, Throwable why) {}

    /** @param whenReady run on another thread */
    void begin(Runnable whenReady) {
        surroundings
                .thread("leat-transactions-" + partition, () -> initialise(whenReady))
                .start();
    }

    private void initialise(Runnable whenReady) {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, surroundings.nanos());
        try {
            while (closing.getCount() > 0) {
                if (initialiseOnce()) {
                    whenReady.run();
                    return;
                }
                surroundings.await(closing, backoff.after(Duration.ZERO).toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean initialiseOnce() {
        Producer<byte[], byte[]> kafka = null;
        try {
            kafka = surroundings.producer(properties);
            kafka.initTransactions();
        } catch (RuntimeException | Error e) { // such as no more threads: nobody else would try again
            LOG.warn("partition={} transactions cannot begin yet; a new attempt follows", partition, e);
            if (kafka != null) {
                abandon(kafka);
            }
            return false;
        }
        synchronized (this) {
            if (closing.getCount() > 0) {
                ready = kafka;
                return true;
            }
        }
        kafka.close(Duration.ZERO);
        return true; // closed meanwhile: nobody waits for it
    }

    private void abandon(Producer<byte[], byte[]> kafka) {
        try {
            kafka.close(Duration.ZERO);
        } catch (RuntimeException | Error e) {
            LOG.warn("partition={} a client that was of no use could not be closed, going on", partition, e);
        }
    }

    boolean isReady() {
        return ready != null;
    }

    /** What became of its last transaction is not known, or it was shut out: it is of no use any more. */
    boolean isBroken() {
        return broken;
    }

    /**
     * Fails unless it is for this assignment. A worker may be held up so long before its first call here that it finds the producer of a later
     * assignment: then both begin anew, since who came first cannot be trusted with it.
     */
    void serve(long assignment) {
        if (!client.compareAndSet(0, assignment) && client.get() != assignment) {
            broken = true;
            throw new TransactionException(
                    "the transactions of " + partition + " belong to another assignment of it", null);
        }
    }

    /**
     * Handles the records in one transaction, which also says that they are done.
     *
     * @return the record that has failed, after which nothing of the transaction is seen; empty if all of it is
     * @throws TransactionException if the failure is none of a record's
     */
    Optional<Failure> transact(List<ConsumerRecord<byte[], byte[]>> records, Step step) {
        Producer<byte[], byte[]> kafka = ready;
        if (kafka == null || broken) {
            throw new TransactionException(
                    "the transactions of " + partition + " are over; they begin anew where the last one has committed",
                    null);
        }
        Optional<Failure> failure;
        try {
            kafka.beginTransaction();
            failure = handle(kafka, records, step);
            if (failure.isPresent()) {
                kafka.abortTransaction(); // fails if the producer is of no use any more, whatever the record did
                return failure;
            }
            kafka.sendOffsetsToTransaction(Map.of(partition, next(records.get(records.size() - 1))), member.get());
        } catch (CommitFailedException e) {
            abortFor(kafka, e);
            throw new TransactionException("the group did not take the offsets of " + partition, e);
        } catch (KafkaException | IllegalStateException e) {
            broken = true;
            throw new TransactionException("a transaction of " + partition + " failed", e);
        }
        commit(kafka);
        committed = records.get(records.size() - 1).offset() + 1;
        return Optional.empty();
    }

    private void commit(Producer<byte[], byte[]> kafka) {
        try {
            kafka.commitTransaction();
        } catch (KafkaException | IllegalStateException e) {
            broken = true; // it may have been committed all the same
            throw new TransactionException("nobody knows whether a transaction of " + partition + " was committed", e);
        }
    }

    private void abortFor(Producer<byte[], byte[]> kafka, Exception reason) {
        try {
            kafka.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            reason.addSuppressed(e);
            broken = true;
        }
    }

    private Optional<Failure> handle(
            Producer<byte[], byte[]> kafka, List<ConsumerRecord<byte[], byte[]>> records, Step step) {
        Transaction transaction = new Transaction(kafka, shared.stamp(), shared.sends());
        try {
            Optional<Failure> failure = handleEach(records, step, transaction);
            Thread.interrupted(); // meant for the handler, which has returned, and not for what follows
            if (failure.isPresent()) {
                return failure;
            }
            kafka.flush();
            Transaction.Refusal refusal = transaction.refusal();
            return refusal == null ? Optional.empty() : Optional.of(new Failure(refusal.step(), refusal.why()));
        } finally {
            transaction.end();
        }
    }

    private Optional<Failure> handleEach(
            List<ConsumerRecord<byte[], byte[]>> records, Step step, Transaction transaction) {
        for (int i = 0; i < records.size(); i++) {
            transaction.step(i);
            RequestContext.Scope scope = contextOf(records.get(i));
            try {
                step.handle(records.get(i), transaction);
            } catch (Throwable why) {
                return Optional.of(new Failure(i, why));
            } finally {
                scope.close();
            }
        }
        return Optional.empty();
    }

    /** Whether a transaction of its own has said that all up to this record are done. */
    boolean hasCommitted(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() < committed;
    }

    /** Says that all up to this record are done, unless the transactions before have said so. */
    void conclude(ConsumerRecord<byte[], byte[]> last) {
        if (!hasCommitted(last)) {
            var unused = transact(List.of(last), (given, transaction) -> {});
        }
    }

    /** A batch has many, and so none; but here each record is handled by itself. */
    private RequestContext.Scope contextOf(ConsumerRecord<byte[], byte[]> record) {
        return shared.requestContext()
                ? RequestContext.of(new Headers(record.headers())).open()
                : () -> {};
    }

    private static OffsetAndMetadata next(ConsumerRecord<byte[], byte[]> last) {
        return new OffsetAndMetadata(last.offset() + 1, last.leaderEpoch(), "");
    }

    /** Waits for nothing: whoever gets the partition next ends what is open. */
    void close() {
        Producer<byte[], byte[]> kafka;
        synchronized (this) {
            closing.countDown();
            kafka = ready;
            ready = null;
        }
        if (kafka != null) {
            surroundings
                    .thread("leat-transactions-" + partition + "-close", () -> kafka.close(Duration.ZERO))
                    .start();
        }
    }
}
