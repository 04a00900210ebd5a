package dev.leat.core;

import static dev.leat.core.StartupReport.Finding.contradictory;
import static dev.leat.core.StartupReport.Finding.risky;

import dev.leat.core.StartupReport.Finding;
import dev.leat.core.internal.ClientSecurity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** What may go wrong with the connection, and with several groups together. */
final class ConnectionFindings {
    /** A group as far as others are concerned. */
    record Neighbour(
            String id, Predicate<String> takes, @Nullable String deadLetterTopic) {}

    private ConnectionFindings() {}

    static List<Finding> of(KafkaProperties connection, List<Neighbour> groups) {
        List<Finding> found = new ArrayList<>();
        plaintext(connection, found);
        unverified(connection, found);
        weakAcks(connection, found);
        sharedInstance(connection, groups, found);
        loops(groups, found);
        return List.copyOf(found);
    }

    private static void plaintext(KafkaProperties connection, List<Finding> found) {
        String protocol = String.valueOf(connection
                .values()
                .getOrDefault(
                        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL));
        Set<String> hosts = new TreeSet<>(connection.hosts());
        hosts.removeIf(ConnectionFindings::isThisMachine);
        if (protocol.endsWith("PLAINTEXT") && !hosts.isEmpty()) {
            found.add(risky(
                    "plaintext",
                    "'security.protocol' is " + protocol + " for " + String.join(", ", hosts),
                    "whoever is on the way reads and changes records"
                            + (protocol.startsWith("SASL") ? ", and reads the password" : ""),
                    "set SSL or SASL_SSL, unless the network is trusted"));
        }
    }

    private static void unverified(KafkaProperties connection, List<Finding> found) {
        if (connection.values().get(ClientSecurity.PROPERTY) instanceof ClientSecurity security
                && !security.verifiesBrokers()) {
            found.add(risky(
                    "unverified-brokers",
                    "TLS is without verification",
                    "whoever is on the way can pose as the broker, read and change records, and take a password of PLAIN",
                    "give Tls.trusting(…) the authorities of the brokers' certificates"));
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static void weakAcks(KafkaProperties connection, List<Finding> found) {
        Object acks = connection.values().get(ProducerConfig.ACKS_CONFIG);
        if (acks != null && !acks.equals("all") && !acks.equals("-1")) {
            found.add(risky(
                    "weak-acks",
                    "'acks' is " + acks,
                    "a record counts as sent and is lost when its leader fails",
                    "leave it out: Kafka's default is all"));
        }
        Object idempotence = connection.values().get(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG);
        if (idempotence != null
                && Boolean.FALSE.equals(ConfigDef.parseType(
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, idempotence, ConfigDef.Type.BOOLEAN))) {
            found.add(risky(
                    "no-idempotence",
                    "'enable.idempotence' is false",
                    "a record that is sent again may be there twice, and out of order",
                    "leave it out: Kafka's default is true"));
        }
    }

    private static void sharedInstance(KafkaProperties connection, List<Neighbour> groups, List<Finding> found) {
        if (groups.size() > 1 && connection.values().containsKey(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG)) {
            found.add(risky(
                    "shared-instance-id",
                    "'group.instance.id' is set for all of " + groups.size() + " groups",
                    "it is the name of one member: if another process has this configuration too, its member and this"
                            + " one throw each other out",
                    "set it on each group, with a name that this process alone has"));
        }
    }

    /** Dead letters that come back: each group leads to those that take its dead letter topic. */
    private static void loops(List<Neighbour> groups, List<Finding> found) {
        Map<String, Neighbour> rest = new LinkedHashMap<>();
        groups.forEach(group -> rest.put(group.id(), group));
        for (Neighbour start : groups) {
            List<Neighbour> loop = loopFrom(start, start, rest, new LinkedHashSet<>());
            if (loop.size() > 1) {
                found.add(contradictory(
                        "dead-letter-loop",
                        "dead letters go round: "
                                + String.join(
                                        ", ",
                                        loop.stream()
                                                .map(group -> "group '" + group.id() + "' sends them to '"
                                                        + group.deadLetterTopic() + "'")
                                                .toList())
                                + ", which group '" + start.id() + "' takes",
                        "a record that fails in each of them never comes to rest",
                        "give one of them another dead letter topic"));
            }
            rest.remove(start.id()); // whatever goes round through it has been told
        }
    }

    /** The groups from this one back to the goal; empty if no way leads there. */
    private static List<Neighbour> loopFrom(
            Neighbour here, Neighbour goal, Map<String, Neighbour> groups, Set<String> passed) {
        String topic = here.deadLetterTopic();
        if (topic == null || !passed.add(here.id())) {
            return List.of();
        }
        if (goal.takes().test(topic)) {
            return List.of(here);
        }
        for (Neighbour next : groups.values()) {
            if (next.takes().test(topic)) {
                List<Neighbour> way = loopFrom(next, goal, groups, passed);
                if (!way.isEmpty()) {
                    List<Neighbour> longer = new ArrayList<>(List.of(here));
                    longer.addAll(way);
                    return longer;
                }
            }
        }
        return List.of();
    }
}
