package dev.leat.core.tools;

import dev.leat.core.Leat;
import dev.leat.core.internal.StandardSurroundings;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Kafka's clients with the settings of a connection, less what was chosen for services and would go against tools. */
final class ToolClients {
    /** How long Kafka may take for one answer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int REQUEST_MILLIS = 5_000;
    /** Tools read to an end and then something else, which waits for as long as the broker holds on to a question about more. */
    private static final int FETCH_WAIT_MILLIS = 50;

    private static final Set<String> NOT_FOR_ADMINS = Set.of(AdminClientConfig.RETRIES_CONFIG);

    /** What makes a consumer a member of a group, changes what is read, or looks on as if a service were reading. */
    private static final Set<String> NOT_FOR_CONSUMERS = Set.of(
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG);

    /** What was chosen for throughput and would go against keeping every record, and its order. */
    private static final Set<String> NOT_FOR_PRODUCERS = Set.of(
            ProducerConfig.RETRIES_CONFIG,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ProducerConfig.LINGER_MS_CONFIG,
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            ProducerConfig.MAX_BLOCK_MS_CONFIG);

    private final Map<String, Object> connection;
    private final Surroundings surroundings;

    ToolClients(Map<String, Object> connection, Surroundings surroundings) {
        this.connection = connection;
        this.surroundings = surroundings;
    }

    static ToolClients of(Leat leat) {
        return new ToolClients(leat.properties(), StandardSurroundings.INSTANCE);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** @throws UnsupportedOperationException where there is no cluster to be asked */
    Admin admin() {
        Map<String, Object> properties = without(NOT_FOR_ADMINS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return surroundings
                .admin(properties)
                .orElseThrow(() -> new UnsupportedOperationException("tools need a Kafka cluster; there is none here"));
    }

    /** One that is member of nothing and sees no record of a transaction that was not committed. */
    Consumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> properties = without(NOT_FOR_CONSUMERS);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        properties.putAll(more);
        return surroundings.consumer(properties);
    }

    Producer<byte[], byte[]> transactionalProducer(String id) {
        Map<String, Object> properties = without(NOT_FOR_PRODUCERS);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        return surroundings.producer(properties);
    }

    private Map<String, Object> without(Set<String> names) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.keySet().removeAll(names);
        return properties;
    }
}
