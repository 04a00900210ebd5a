package dev.leat.spring;

import java.util.Map;

/** Where the connection comes from if {@code leat.brokers} does not say it. */
interface KafkaSettings {
    /** Under Kafka's names. */
    Map<String, Object> settings();
}
