package dev.leat.spring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;

/**
 * What {@code spring.kafka} says of the connection, and the details of a service, such as a container of a test, which win. Not what it says of consumers,
 * producers and admins alone: those are Spring Kafka's.
 */
record SpringKafka(@Nullable KafkaProperties properties, KafkaConnectionDetails details) implements KafkaSettings {
    /** What Leat sees to itself, and may have been said for Spring Kafka's sake. */
    private static final List<String> OURS = List.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG);

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> all = new HashMap<>();
        if (properties != null) {
            all.putAll(properties.getSsl().buildProperties());
            all.putAll(properties.getSecurity().buildProperties());
            if (properties.getClientId() != null) {
                all.put(CommonClientConfigs.CLIENT_ID_CONFIG, properties.getClientId());
            }
            all.putAll(properties.getProperties());
            OURS.forEach(all::remove);
        }
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", details.getBootstrapServers()));
        String protocol = details.getSecurityProtocol();
        if (protocol != null && !protocol.isEmpty()) {
            all.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        }
        SslBundle bundle = details.getSslBundle();
        if (bundle != null) {
            all.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
            all.put(SslBundle.class.getName(), bundle);
        }
        return all;
    }
}
