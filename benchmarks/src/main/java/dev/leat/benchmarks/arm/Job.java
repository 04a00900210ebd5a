package dev.leat.benchmarks.arm;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * What a consuming arm has to do.
 *
 * @param group that no other run has
 * @param workers threads, or records in flight; 0 leaves it to the arm
 */
record Job(
        Arm arm,
        String bootstrapServers,
        String group,
        String topic,
        int partitions,
        Work work,
        int workers,
        RecordHandler handler) {

    static Job of(RunRequest request, String topic, int partitions, Work work, int workers, RecordHandler handler) {
        String group = request.arm().label() + "-" + UUID.randomUUID();
        return new Job(request.arm(), request.bootstrapServers(), group, topic, partitions, work, workers, handler);
    }

    /** What every arm tells Kafka's consumer. All else is Kafka's default, or the library's. */
    Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return properties;
    }
}
