package dev.leat.testkit.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The properties of a client, with Kafka's defaults. */
final class Settings {
    private static final ConfigDef CONSUMER = ConsumerConfig.configDef();
    private static final ConfigDef PRODUCER = ProducerConfig.configDef();

    private final Map<String, Object> values;
    private final ConfigDef definition;

    private Settings(Map<String, Object> values, ConfigDef definition) {
        this.values = values;
        this.definition = definition;
    }

    static Settings ofConsumer(Map<String, Object> values) {
        return new Settings(values, CONSUMER);
    }

    static Settings ofProducer(Map<String, Object> values) {
        return new Settings(values, PRODUCER);
    }

    Optional<String> text(String name) {
        return value(name).map(Object::toString);
    }

    int number(String name) {
        return value(name).map(value -> ((Number) value).intValue()).orElseThrow();
    }

    boolean flag(String name) {
        return value(name).map(Boolean.class::cast).orElseThrow();
    }

    /** Of a setting in milliseconds. */
    long nanos(String name) {
        return TimeUnit.MILLISECONDS.toNanos(
                value(name).map(value -> ((Number) value).longValue()).orElseThrow());
    }

    private Optional<Object> value(String name) {
        ConfigDef.ConfigKey key = definition.configKeys().get(name);
        if (key == null) {
            throw new IllegalArgumentException("no setting of this client: " + name);
        }
        Object given = values.get(name);
        return Optional.ofNullable(
                given != null
                        ? ConfigDef.parseType(name, given, key.type)
                        : key.hasDefault() ? key.defaultValue : null);
    }
}
