package dev.leat.config;

import dev.leat.core.Leat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic of one partition to where it ends at that moment, and the next time on from there. For one thread at a time.
 */
final class TopicEnd implements AutoCloseable {
    interface Sink {
        /** All of it comes now, from the beginning; what came before may be there no more. */
        void begin();

        void take(ConsumerRecord<byte[], byte[]> record);
    }

    /** Or what the connection says of all calls, if that is less. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(100);
    /** How long a broker takes to show a transaction that it has committed, more or less. */
    private static final Duration MOMENT = Duration.ofMillis(5);
    /**
     * After a rest as long as this, the topic is read anew. One that was made anew, and has as many records as before by now, looks as if nothing had happened, and what is about to be
     * written would follow from what is no more. Tails look as often.
     */
    private static final Duration REST = Duration.ofSeconds(5);
    /** What makes a consumer a member of a group, or lets it wait. */
    private static final Set<String> NOT_FOR_READERS = Set.of(
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG);

    private final Leat leat;
    private final TopicPartition partition;
    private final Duration patience;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean isBegun;
    private long readAtNanos;

    TopicEnd(Leat leat, String topic) {
        this.leat = leat;
        this.partition = new TopicPartition(topic, 0);
        this.patience = patience(leat.properties().get(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG));
    }

    private static Duration patience(@Nullable Object millis) {
        Duration wanted = millis == null ? LONGEST : Duration.ofMillis(Long.parseLong(String.valueOf(millis)));
        return wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST;
    }

    /** @throws ConfigStoreException if it cannot be read; the next call then begins anew, so the sink gets records again */
    void read(Sink sink) {
        try {
            Consumer<byte[], byte[]> reader = reader();
            Long end = reader.endOffsets(List.of(partition), patience).get(partition);
            long last = end == null ? 0 : end;
            rewindIfMadeAnew(reader, last);
            if (!isBegun) {
                sink.begin();
                isBegun = true;
            }
            long deadline = leat.surroundings().nanos() + patience.toNanos();
            while (reader.position(partition, patience) < last) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    sink.take(record);
                    deadline = leat.surroundings().nanos() + patience.toNanos();
                }
                if (leat.surroundings().nanos() > deadline) {
                    throw new ConfigStoreException(
                            "cannot read " + partition + " to its end: nothing came for " + patience.toSeconds()
                                    + " s; check that all brokers are running",
                            null);
                }
            }
            readAtNanos = leat.surroundings().nanos();
        } catch (KafkaException e) {
            close();
            if (e instanceof InterruptException) {
                throw e;
            }
            throw new ConfigStoreException(
                    "cannot read " + partition + " to its end: "
                            + Right.onTopic("READ", partition.topic()).reason(e),
                    e);
        }
    }

    /** Behind the last record there ever was, as of {@link #read}; also where none is left. */
    long position() {
        return reader().position(partition, patience);
    }

    /** {@link #read} in a moment, for what is to come. */
    void readAgain(Sink sink) {
        try {
            leat.surroundings().await(new CountDownLatch(1), MOMENT.toNanos());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        read(sink);
    }

    private void rewindIfMadeAnew(Consumer<byte[], byte[]> reader, long end) {
        if (isBegun
                && (reader.position(partition, patience) > end
                        || leat.surroundings().nanos() - readAtNanos > REST.toNanos())) {
            reader.seekToBeginning(List.of(partition));
            isBegun = false;
        }
    }

    private Consumer<byte[], byte[]> reader() {
        Consumer<byte[], byte[]> reader = consumer;
        if (reader == null) {
            Map<String, Object> properties = new HashMap<>(leat.properties());
            properties.keySet().removeAll(NOT_FOR_READERS);
            properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
            reader = leat.surroundings().consumer(properties);
            consumer = reader;
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
        }
        return reader;
    }

    @Override
    public void close() {
        Consumer<byte[], byte[]> reader = consumer;
        consumer = null;
        isBegun = false;
        if (reader != null) {
            reader.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
