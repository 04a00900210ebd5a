package dev.leat.core.internal;

import dev.leat.core.GroupProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The rebalance protocol of a consumer group, and why: by the settings if they leave no choice, else by what the cluster says.
 *
 * @param protocol not {@link GroupProtocol#AUTO}
 */
public record ProtocolChoice(GroupProtocol protocol, String reason) {
    public static final ProtocolChoice NONE_NEEDED = new ProtocolChoice(
            GroupProtocol.CLASSIC, "its partitions are chosen by hand, so there is nothing to agree on");

    static final ProtocolChoice UNASKED =
            new ProtocolChoice(GroupProtocol.CLASSIC, "the cluster cannot be asked what it offers");
    static final ProtocolChoice REFUSED = new ProtocolChoice(
            GroupProtocol.CLASSIC,
            "the brokers refused the consumer protocol, though they know it; see their setting"
                    + " 'group.coordinator.rebalance.protocols'");

    /** What Kafka's client refuses with the consumer protocol, and what is there in its place. */
    private static final Map<String, String> CLASSIC_ONLY = new TreeMap<>(Map.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "the brokers' 'group.consumer.session.timeout.ms'",
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "the brokers' 'group.consumer.heartbeat.interval.ms'",
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    "'" + ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG + "'"));

    /** The choice that settings make, if any. */
    public static Optional<ProtocolChoice> bySettings(GroupProtocol option, Map<String, ?> settings) {
        if (option != GroupProtocol.AUTO) {
            return Optional.of(new ProtocolChoice(option, "protocol(" + option + ") was chosen"));
        }
        Object property = settings.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        if (property != null) {
            return Optional.of(new ProtocolChoice(
                    GroupProtocol.valueOf(property.toString().trim().toUpperCase(Locale.ROOT)),
                    "'" + ConsumerConfig.GROUP_PROTOCOL_CONFIG + "' is set"));
        }
        List<String> classicOnly = classicOnly(settings);
        if (!classicOnly.isEmpty()) {
            return Optional.of(new ProtocolChoice(
                    GroupProtocol.CLASSIC,
                    "'" + String.join("', '", classicOnly) + "' is set, which only the classic protocol has"));
        }
        if (settings.containsKey(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG)) {
            return Optional.of(new ProtocolChoice(
                    GroupProtocol.CONSUMER,
                    "'" + ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG
                            + "' is set, which only the consumer protocol has"));
        }
        return Optional.empty();
    }

    /** Settings that the protocol chosen by option or property, or each other, rule out; with the remedy. */
    public static List<String> contradictions(GroupProtocol option, Map<String, ?> settings) {
        List<String> problems = new ArrayList<>();
        List<String> classicOnly = classicOnly(settings);
        boolean remoteAssignor = settings.containsKey(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);
        GroupProtocol chosen =
                bySettings(option, settings).map(ProtocolChoice::protocol).orElse(GroupProtocol.AUTO);
        if (chosen == GroupProtocol.CONSUMER) {
            for (String name : classicOnly) {
                problems.add("'" + name + "' is nothing for the consumer protocol, where " + CLASSIC_ONLY.get(name)
                        + " takes its place; leave it out or call protocol(CLASSIC)");
            }
        } else if (remoteAssignor) {
            problems.add("'" + ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG + "' is nothing for the classic protocol ("
                    + bySettings(option, settings).orElseThrow().reason() + "), where '"
                    + ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG
                    + "' takes its place; leave one of them out or call protocol(CONSUMER)");
        }
        return problems;
    }

    /** The choice if the settings make none. */
    static ProtocolChoice by(GroupFacts facts) {
        if (facts.groupVersion() < 1) {
            return new ProtocolChoice(
                    GroupProtocol.CLASSIC,
                    "the brokers do not offer the consumer protocol: their feature 'group.version' is "
                            + facts.groupVersion());
        }
        if (facts.members() == 0) {
            return new ProtocolChoice(GroupProtocol.CONSUMER, "the brokers offer it and the group has no members");
        }
        return facts.classic()
                ? new ProtocolChoice(
                        GroupProtocol.CLASSIC,
                        "the group has members that use the classic protocol, " + facts.members() + " of them")
                : new ProtocolChoice(GroupProtocol.CONSUMER, "the group's members use it");
    }

    private static List<String> classicOnly(Map<String, ?> settings) {
        return CLASSIC_ONLY.keySet().stream().filter(settings::containsKey).toList();
    }
}
