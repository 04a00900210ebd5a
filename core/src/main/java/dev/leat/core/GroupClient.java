package dev.leat.core;

import dev.leat.core.internal.ProtocolChoice;
import dev.leat.core.internal.ProtocolSource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.config.ConfigException;

/** Kafka's client as a group's options want it, and what is wrong with that. */
record GroupClient(String id, GroupProtocol protocol, ConsumerOptions options) {
    /** What Kafka's client would say to all settings together, but only on the owner thread. */
    void addProblems(List<String> problems) {
        KafkaProperties settings = options.properties();
        Object other = options.ownProperties().values().get(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        if (other != null && protocol != GroupProtocol.AUTO && !protocol.name().equalsIgnoreCase(other.toString())) {
            problems.add("protocol(" + protocol + ") and '" + ConsumerConfig.GROUP_PROTOCOL_CONFIG
                    + "' say different things; leave one of them out");
        }
        problems.addAll(ProtocolChoice.contradictions(protocol, settings.values()));
        if (!problems.isEmpty()) {
            return;
        }
        GroupProtocol likely =
                protocolBySettings().map(ProtocolChoice::protocol).orElse(GroupProtocol.CLASSIC);
        try {
            ConsumerConfig kafka = GroupReport.asKafkaSees(properties(likely));
            int longestRound = kafka.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
            if (options.drain().compareTo(Duration.ofMillis(longestRound)) >= 0) {
                problems.add("drain is " + options.drain() + ", must be shorter than '"
                        + ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG + "' (" + longestRound
                        + " ms), after which the group would go on without this member");
            }
            int heartbeat = kafka.getInt(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
            int session = kafka.getInt(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
            if (likely == GroupProtocol.CLASSIC && heartbeat >= session) { // Kafka says so only when it joins
                problems.add("'" + ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG + "' is " + heartbeat
                        + ", must be lower than '" + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG + "' (" + session
                        + "), better a third of it");
            }
        } catch (ConfigException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /** Kafka's default is the same for both protocols. */
    Duration sessionTimeout() {
        Object millis = options.properties().values().getOrDefault(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 45_000);
        return Duration.ofMillis(Long.parseLong(millis.toString().trim()));
    }

    private Optional<ProtocolChoice> protocolBySettings() {
        return ProtocolChoice.bySettings(protocol, options.properties().values())
                .or(() -> options.routing().partitions().isPresent()
                        ? Optional.of(ProtocolChoice.NONE_NEEDED)
                        : Optional.empty());
    }

    ProtocolSource source() {
        return new ProtocolSource(
                id,
                options.surroundings(),
                protocolBySettings(),
                options.properties().forClient(KafkaProperties.Client.ADMIN),
                this::properties);
    }

    Map<String, Object> properties(GroupProtocol chosen) {
        Map<String, Object> all = options.consumerProperties();
        all.put(ConsumerConfig.GROUP_ID_CONFIG, id);
        all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, chosen.name().toLowerCase(Locale.ROOT));
        if (chosen == GroupProtocol.CLASSIC) {
            // Kafka's own default takes all partitions from all members at each rebalance (KIP-429).
            all.putIfAbsent(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        }
        return all;
    }
}
