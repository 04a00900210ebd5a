package dev.leat.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The settings of every node: Kafka's defaults, except where they are slow or large for a broker that lives minutes. */
final class BrokerSettings {
    static final String CONTROLLER = "CONTROLLER";
    private static final String CLIENT = "CLIENT";
    private static final String PEER = "PEER";

    /** Settings that follow from the builder, and what to use there instead. */
    private static final Map<String, String> OWNED = Map.ofEntries(
            Map.entry("process.roles", "every node is broker and controller; use nodes(...) to have more"),
            Map.entry("node.id", "nodes are numbered from 1; use nodes(...) to choose how many"),
            Map.entry("broker.id", "nodes are numbered from 1; use nodes(...) to choose how many"),
            Map.entry("log.dir", "use data(...)"),
            Map.entry("log.dirs", "use data(...)"),
            Map.entry("metadata.log.dir", "use data(...)"),
            Map.entry("controller.quorum.voters", "use nodes(...)"),
            Map.entry("controller.quorum.bootstrap.servers", "use nodes(...)"),
            Map.entry("controller.listener.names", "use tls() and sasl(...) for the clients' listener"),
            Map.entry("listeners", "use port(...), tls() and sasl(...)"),
            Map.entry("advertised.listeners", "use port(...)"),
            Map.entry("listener.security.protocol.map", "use tls() and sasl(...)"),
            Map.entry(
                    "inter.broker.listener.name",
                    "the nodes have a listener of their own; use tls() and sasl(...) for clients"),
            Map.entry(
                    "security.inter.broker.protocol",
                    "the nodes have a listener of their own; use tls() and sasl(...) for clients"),
            Map.entry("authorizer.class.name", "use authorizer(...)"),
            Map.entry("super.users", "use authorizer(...)"));

    private static final String RETENTION = "log.retention.";

    private final Plan plan;
    private final Security security;
    private final Map<Integer, Ports> ports;

    BrokerSettings(Plan plan, Security security, Map<Integer, Ports> ports) {
        this.plan = plan;
        this.security = security;
        this.ports = ports;
    }

    /** Throws {@link BrokerPropertyException} if the property is not the user's to choose. */
    static void refuseOwned(String key) {
        var remedy = OWNED.get(key);
        if (remedy == null && key.startsWith("listener.name.")) {
            remedy = "use tls() and sasl(...)";
        }
        if (remedy != null) {
            throw new BrokerPropertyException(key, "it follows from the other options; " + remedy, null);
        }
    }

    Map<String, String> of(int node, Path folder) {
        var settings = new LinkedHashMap<String, String>();
        identity(settings, node, folder);
        listeners(settings, node);
        replication(settings);
        speed(settings);
        groups(settings);
        retention(settings);
        plan.superUsers().ifPresent(users -> authorizer(settings, users));
        settings.putAll(plan.properties());
        return settings;
    }

    private void identity(Map<String, String> settings, int node, Path folder) {
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node));
        settings.put("log.dirs", folder.toString());
        settings.put("controller.quorum.voters", voters());
    }

    private void listeners(Map<String, String> settings, int node) {
        var port = port(node);
        var own = plan.secured();
        var forClients = CLIENT + "://" + Ports.HOST + ":" + port.client();
        var forPeers = own ? "," + PEER + "://" + Ports.HOST + ":" + port.peer() : "";
        settings.put(
                "listeners", forClients + forPeers + "," + CONTROLLER + "://" + Ports.HOST + ":" + port.controller());
        settings.put("advertised.listeners", forClients + forPeers);
        settings.put(
                "listener.security.protocol.map",
                CLIENT + ":" + security.protocol() + "," + PEER + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("inter.broker.listener.name", own ? PEER : CLIENT);
        settings.putAll(security.listenerSettings("listener.name.client."));
    }

    private void replication(Map<String, String> settings) {
        var copies = Integer.toString(plan.nodes());
        var inSync = Integer.toString(plan.nodes() == 1 ? 1 : 2);
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", inSync);
        settings.put("offsets.topic.replication.factor", copies);
        for (var topic : List.of("transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", copies);
            settings.put(topic + ".min.isr", inSync);
        }
    }

    private static void speed(Map<String, String> settings) {
        // The default, 50 each, makes the first join of a group and the first transaction create 50 logs.
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.num.partitions", "4");
        // The default is an array of 128 MiB on the heap.
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        // A node that was killed comes back only when the session of its former life is over; 9 s by default.
        settings.put("broker.session.timeout.ms", "1500");
        settings.put("broker.heartbeat.interval.ms", "300");
    }

    private static void groups(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.streams.initial.rebalance.delay.ms", "0");
        // So low that a test may ask for members to be missed after a second.
        settings.put("group.min.session.timeout.ms", "100");
        for (var protocol : List.of("group.consumer.", "group.share.", "group.streams.")) {
            settings.put(protocol + "min.session.timeout.ms", "100");
            settings.put(protocol + "min.heartbeat.interval.ms", "50");
            // Members of these protocols learn of a new assignment with their next heartbeat; 5 s by default.
            settings.put(protocol + "heartbeat.interval.ms", "1000");
        }
    }

    /**
     * Kafka deletes records whose timestamps are older than seven days, half a minute after its start and every five minutes: in a
     * folder that is gone with the broker this only surprises those who write records of another time.
     */
    private void retention(Map<String, String> settings) {
        var isChosen = Stream.of("ms", "minutes", "hours")
                .anyMatch(unit -> plan.properties().containsKey(RETENTION + unit));
        if (plan.data().isEmpty() && !isChosen) {
            settings.put(RETENTION + "ms", "-1");
        }
    }

    /** The nodes themselves come over listeners without login, that is as ANONYMOUS. */
    private static void authorizer(Map<String, String> settings, List<String> superUsers) {
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put(
                "super.users",
                Stream.concat(Stream.of("ANONYMOUS"), superUsers.stream())
                        .map(user -> "User:" + user)
                        .collect(Collectors.joining(";")));
    }

    private String voters() {
        return IntStream.rangeClosed(1, plan.nodes())
                .mapToObj(node -> node + "@" + Ports.HOST + ":" + port(node).controller())
                .collect(Collectors.joining(","));
    }

    private Ports port(int node) {
        var port = ports.get(node);
        if (port == null) {
            throw new IllegalStateException("No ports for node " + node);
        }
        return port;
    }
}
