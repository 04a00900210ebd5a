package dev.leat.core;

import dev.leat.core.StartupReport.Setting;
import dev.leat.core.StartupReport.Source;
import dev.leat.core.internal.ClientSecurity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;

/** Settings of Kafka's clients as a report shows them. */
final class KafkaInForce {
    /** Shown even if nobody has set them: how the engine works follows from them. */
    private static final Set<String> ALWAYS = Set.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG);

    private static final Set<String> FORCED =
            Set.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG);

    /** Told apart from the settings. */
    private static final Set<String> ELSEWHERE = Set.of(ConsumerConfig.GROUP_PROTOCOL_CONFIG);

    private KafkaInForce() {}

    /** @param inForce what Kafka's consumer is given */
    static List<Setting> consumer(Map<String, Object> inForce, KafkaProperties connection, KafkaProperties own) {
        Set<String> names = new TreeSet<>(inForce.keySet());
        names.addAll(ALWAYS);
        names.removeAll(ELSEWHERE);
        List<Setting> settings = new ArrayList<>();
        for (String name : names) {
            Source source = source(name, inForce, connection, own);
            // A group sees to its beginnings itself and gives Kafka something else than it was given.
            Object given = connection.with(own).values().get(name);
            Object value = given != null ? given : inForce.get(name);
            if (!ClientSecurity.isPlumbing(value)) {
                settings.add(setting(name, value != null ? value : kafkasDefault(name), source));
            }
        }
        return settings;
    }

    static List<Setting> connection(KafkaProperties connection) {
        return connection.values().entrySet().stream()
                .filter(entry -> !ClientSecurity.isPlumbing(entry.getValue()))
                .map(entry -> setting(entry.getKey(), entry.getValue(), Source.CONNECTION))
                .toList();
    }

    private static Source source(
            String name, Map<String, Object> inForce, KafkaProperties connection, KafkaProperties own) {
        if (FORCED.contains(name)) {
            return Source.FORCED;
        }
        if (own.values().containsKey(name)) {
            return Source.GROUP;
        }
        if (connection.values().containsKey(name)) {
            return Source.CONNECTION;
        }
        return inForce.containsKey(name) ? Source.DEFAULT : Source.KAFKA;
    }

    private static Object kafkasDefault(String name) {
        Object value = ConsumerConfig.configDef().defaultValues().get(name);
        return value == null ? "none" : value;
    }

    private static Setting setting(String name, Object value, Source source) {
        return new Setting(name, isPublic(name) ? Optional.of(text(value)) : Optional.empty(), source);
    }

    /** Known to Kafka, and neither a password nor anything else about keys and identities. */
    private static boolean isPublic(String name) {
        for (ConfigDef known :
                List.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())) {
            ConfigDef.ConfigKey key = known.configKeys().get(name);
            if (key != null) {
                return key.type != ConfigDef.Type.PASSWORD
                        && (name.equals(SaslConfigs.SASL_MECHANISM)
                                || !(name.startsWith("sasl.") || name.startsWith("ssl.")));
            }
        }
        return false;
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(KafkaInForce::text).collect(Collectors.joining(","));
        }
        return value instanceof Class<?> type ? type.getName() : value.toString();
    }
}
