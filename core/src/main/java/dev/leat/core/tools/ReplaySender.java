package dev.leat.core.tools;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Sends letters and marks them in one transaction, so that either both happen or neither. The transactional id lets one at a time do that:
 * whoever comes later ends who was there before. For one thread.
 */
final class ReplaySender implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    private ReplaySender(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Ends what another replay of these letters has begun. Marks are to be read after it, not before.
     *
     * @param topic of the letters
     */
    static ReplaySender begin(Producer<byte[], byte[]> producer, String topic) {
        ReplaySender sender = new ReplaySender(producer, topic);
        try {
            producer.initTransactions();
            return sender;
        } catch (InterruptException e) {
            sender.close();
            throw e;
        } catch (KafkaException e) {
            sender.close();
            throw sender.failure(e);
        }
    }

    /**
     * Returns when all is confirmed.
     *
     * @throws ToolException if not; then nothing of it counts
     */
    void send(
            List<ProducerRecord<byte[], byte[]>> records,
            TopicPartition marked,
            OffsetAndMetadata marks,
            ConsumerGroupMetadata group) {
        AtomicReference<@Nullable Exception> first = new AtomicReference<>();
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                var unused = producer.send(record, (metadata, error) -> {
                    if (error != null) {
                        first.compareAndSet(null, error);
                    }
                });
            }
            producer.sendOffsetsToTransaction(Map.of(marked, marks), group);
            producer.commitTransaction();
        } catch (InterruptException e) {
            throw e; // closing the client aborts the transaction
        } catch (KafkaException e) {
            abort(e);
            Exception reason = first.get();
            throw failure(reason == null ? e : reason);
        }
    }

    private void abort(KafkaException why) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) { // it is over already, or ends with its timeout
            if (e != why) {
                why.addSuppressed(e);
            }
        }
    }

    private ToolException failure(Exception reason) {
        if (isCausedBy(reason, ProducerFencedException.class)
                || isCausedBy(reason, InvalidProducerEpochException.class)) {
            return new ToolException(
                    "another replay of '" + topic
                            + "' has begun meanwhile, so this one has ended; what it had replayed is"
                            + " marked, and the other one leaves it out",
                    reason);
        }
        ToolException failure = Answers.failure("replay letters of '" + topic + "'", reason);
        return isCausedBy(reason, AuthorizationException.class)
                ? new ToolException(
                        failure.getMessage()
                                + "; a replay needs the rights to write to the topics that letters come from and to its"
                                + " transactional id, and to read for its group (both 'leat-replay." + topic + "')",
                        reason)
                : failure;
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
