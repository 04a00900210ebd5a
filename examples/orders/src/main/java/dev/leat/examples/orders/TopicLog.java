package dev.leat.examples.orders;

import dev.leat.core.Leat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic as a whole, read with a plain Kafka consumer from its beginning to where it ends at the time of the call. */
final class TopicLog {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Leat leat;
    private final String topic;

    TopicLog(Leat leat, String topic) {
        this.leat = leat;
        this.topic = topic;
    }

    /** Hands over every record; those of a partition in their order. */
    void read(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<String, Object> properties = new HashMap<>(leat.properties());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readTo(consumer.endOffsets(partitions, PATIENCE), consumer, reader);
        } catch (KafkaException e) {
            throw new OrdersException("topic '" + topic + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private void readTo(
            Map<TopicPartition, Long> ends,
            KafkaConsumer<byte[], byte[]> consumer,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        long heardNanos = System.nanoTime();
        while (missing(ends, consumer) > 0) {
            var records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < end(ends, record)) {
                    reader.accept(record);
                }
            }
            if (!records.isEmpty()) {
                heardNanos = System.nanoTime();
            } else if (System.nanoTime() - heardNanos > PATIENCE.toNanos()) {
                throw new OrdersException(
                        "topic '" + topic + "' cannot be read to its end: nothing came for " + PATIENCE.toSeconds()
                                + " s with " + missing(ends, consumer)
                                + " records to go; check that all brokers are running",
                        null);
            }
        }
    }

    private static long end(Map<TopicPartition, Long> ends, ConsumerRecord<byte[], byte[]> record) {
        return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    private static long missing(Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey(), PATIENCE)))
                .sum();
    }
}
