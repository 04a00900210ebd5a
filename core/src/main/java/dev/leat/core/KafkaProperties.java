package dev.leat.core;

import dev.leat.core.internal.ClientSecurity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Settings of Kafka's clients as a user gave them. Immutable. Everything is passed on as it is; what cannot work is found here, by
 * Kafka's own definitions, before any client is made.
 */
record KafkaProperties(Map<String, Object> values) {
    /** One kind of client and what it knows. */
    @SuppressWarnings("ImmutableEnumChecker") // a ConfigDef is only read here
    enum Client {
        CONSUMER(ConsumerConfig.configDef()),
        PRODUCER(ProducerConfig.configDef()),
        ADMIN(AdminClientConfig.configDef());

        private final ConfigDef definition;

        Client(ConfigDef definition) {
            this.definition = definition;
        }
    }

    /** Settings that Leat makes itself, and what to use instead. */
    private static final Map<String, String> OURS = Map.of(
            ConsumerConfig.GROUP_ID_CONFIG, "name the group in Leat.consumerGroup(id)",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "leave it out: Leat commits what is finished and nothing else",
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, "give a Serde to keys(…)",
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, "give a Serde to on(…)",
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, "give a Serde to keys(…)",
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, "give a Serde to Leat.producer(…)",
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    "give it to Leat.transactionalProducer(id); groups have onTransaction(…)");

    static final KafkaProperties NONE = new KafkaProperties(Map.of());

    static KafkaProperties of(Map<String, ?> values) {
        return new KafkaProperties(new TreeMap<>(values));
    }

    KafkaProperties {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** These, and where both have a setting, the other's. */
    KafkaProperties with(KafkaProperties other) {
        Map<String, Object> all = new HashMap<>(values);
        all.putAll(other.values);
        return new KafkaProperties(all);
    }

    KafkaProperties with(String key, Object value) {
        return with(new KafkaProperties(Map.of(key, value)));
    }

    /** What this kind of client understands, and what no kind does: that is for plug-ins, such as metrics reporters. */
    Map<String, Object> forClient(Client client) {
        Set<String> foreign = new HashSet<>();
        for (Client other : Client.values()) {
            foreign.addAll(other.definition.names());
        }
        foreign.removeAll(client.definition.names());
        Map<String, Object> own = new HashMap<>(values);
        own.keySet().removeAll(foreign);
        return own;
    }

    /** What it takes to make such a producer. The one that asks whether brokers take us has bounds of its own. */
    LazyKafkaProducer.Settings producer(Map<String, Object> producer) {
        Map<String, Object> admin = forClient(Client.ADMIN);
        admin.keySet()
                .removeAll(Set.of(
                        AdminClientConfig.RETRIES_CONFIG,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG));
        return new LazyKafkaProducer.Settings(producer, admin);
    }

    /**
     * @param where whose settings these are, for the message
     * @throws ConfigurationException naming every key that is misspelt, Leat's own, or has a value that cannot be
     */
    void validate(String where) {
        List<String> problems = new ArrayList<>();
        for (String key : values.keySet()) {
            String remedy = OURS.get(key);
            if (remedy != null) {
                problems.add("'" + key + "' is not for you to set: " + remedy);
            } else {
                KafkaNames.misspelt(key)
                        .ifPresent(meant -> problems.add(
                                "'" + key + "' is no setting of Kafka's clients; '" + meant + "' was probably meant"));
            }
        }
        for (Client client : Client.values()) {
            Map<String, ConfigDef.ConfigKey> known = client.definition.configKeys();
            values.forEach((name, value) -> {
                ConfigDef.ConfigKey key = known.get(name);
                String problem = key == null ? null : problemWith(key, value);
                if (problem != null && !problems.contains(problem)) {
                    problems.add(problem);
                }
            });
        }
        checkBrokers(problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(where, problems);
        }
    }

    /**
     * Where these have a {@link LeatBuilder#security}: one sentence for each of the others that says the same otherwise, or would have no
     * effect.
     */
    List<String> contradictions(KafkaProperties others) {
        if (!values.containsKey(ClientSecurity.PROPERTY)) {
            return List.of();
        }
        return others.values.keySet().stream()
                .filter(name -> name.startsWith("ssl.")
                        || (values.containsKey(name)
                                && (name.startsWith("sasl.")
                                        || name.equals(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG))))
                .map(name -> "'" + name + "' does not go with security(…), which sees to it; leave one of the two out")
                .toList();
    }

    /** The value as it is, not as text: Kafka takes no Long for an int, and no number for text. */
    private static @Nullable String problemWith(ConfigDef.ConfigKey key, Object value) {
        try {
            Object parsed = ConfigDef.parseType(key.name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, parsed);
            }
            return null;
        } catch (ConfigException e) {
            return key.type == ConfigDef.Type.PASSWORD
                    ? "'" + key.name + "' cannot be; it must be text" // Kafka's own message holds the value
                    : e.getMessage();
        }
    }

    private void checkBrokers(List<String> problems) {
        for (String address : addresses(values.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))) {
            if (!isAddress(address.trim())) {
                problems.add("'" + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG + "' has the entry '" + address.trim()
                        + "', must be host:port with a port from 1 to 65535, several separated by commas");
            }
        }
    }

    /** Of {@code bootstrap.servers}, as they are written. */
    List<String> hosts() {
        return addresses(values.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)).stream()
                .map(String::trim)
                .filter(KafkaProperties::isAddress)
                .map(address -> address.substring(0, address.lastIndexOf(':')))
                .toList();
    }

    private static List<String> addresses(@Nullable Object brokers) {
        if (brokers == null) {
            return List.of();
        }
        String all = brokers instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : brokers.toString();
        return List.of(all.split(",", -1));
    }

    private static boolean isAddress(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 1) {
            return false;
        }
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            return port >= 1 && port <= 65535;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Keys only: values may be secrets. */
    @Override
    public String toString() {
        return "KafkaProperties" + values.keySet();
    }
}
