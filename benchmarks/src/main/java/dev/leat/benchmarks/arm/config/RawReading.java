package dev.leat.benchmarks.arm.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of a configuration with Kafka's consumer: from its beginning to its end, and on. */
final class RawReading {
    static final Duration POLL = Duration.ofMillis(100);

    private RawReading() {}

    static Consumer<byte[], byte[]> open(ConfigRun run) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, run.brokers());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        TopicPartition partition = new TopicPartition(run.topic(), 0);
        if (run.way() == Way.GROUPED) {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, "instance-" + UUID.randomUUID());
        } else {
            properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        }
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        if (run.way() == Way.GROUPED) {
            consumer.subscribe(List.of(run.topic()));
        } else {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
        }
        return consumer;
    }

    /** Where it ends at this moment. */
    static void toEnd(Consumer<byte[], byte[]> consumer, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (!consumer.assignment().contains(partition) || consumer.position(partition) < end) {
            consumer.poll(POLL);
        }
    }
}
