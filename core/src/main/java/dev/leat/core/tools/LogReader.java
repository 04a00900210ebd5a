package dev.leat.core.tools;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Reads partitions from one offset to another, one partition at a time. For one thread. */
final class LogReader implements AutoCloseable {
    /** Takes a record; false if that is enough. */
    interface Sink {
        boolean takes(ConsumerRecord<byte[], byte[]> record);
    }

    private static final Duration POLL = Duration.ofMillis(200);
    /** Longer than an answer takes, since a leader may be changing. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final LongSupplier nanos;

    LogReader(Consumer<byte[], byte[]> consumer, LongSupplier nanos) {
        this.consumer = consumer;
        this.nanos = nanos;
    }

    /**
     * In the order of their numbers.
     *
     * @throws UnknownTopicException if there are none
     */
    List<TopicPartition> partitions(String topic) {
        int count = partitionCount(topic);
        if (count == 0) {
            throw new UnknownTopicException(topic);
        }
        return IntStream.range(0, count)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }

    /** Zero if there is no such topic. */
    int partitionCount(String topic) {
        try {
            return consumer.partitionsFor(topic, ToolClients.PATIENCE).size();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw Answers.failure("look up the topic '" + topic + "'", e);
        }
    }

    Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return consumer.beginningOffsets(partitions, ToolClients.PATIENCE);
    }

    /** Where they end for those who see committed transactions only. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return consumer.endOffsets(partitions, ToolClients.PATIENCE);
    }

    /** The group that the client was made with, as one commits for it from outside. */
    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /**
     * Hands over the records of a partition.
     *
     * @param end where to end; not handed over itself
     * @return whether the end was reached, and not the sink had enough
     * @throws ToolException if nothing comes for long
     */
    boolean read(TopicPartition partition, long from, long end, Sink sink) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long reached = from;
        long movedNanos = nanos.getAsLong();
        while (reached < end) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (record.offset() >= end) {
                    return true;
                }
                if (!sink.takes(record)) {
                    return false;
                }
            }
            long position = consumer.position(partition, ToolClients.PATIENCE);
            // The sink may have taken its time.
            long now = nanos.getAsLong();
            if (position > reached) {
                reached = position;
                movedNanos = now;
            } else if (now - movedNanos > SILENCE.toNanos()) {
                throw new ToolException(
                        "cannot read " + partition + " from offset " + reached + " to " + end + ": nothing came for "
                                + SILENCE.toSeconds() + " s; check that all brokers are running",
                        null);
            }
        }
        return true;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO)); // it is member of nothing that it could leave
    }
}
