package dev.leat.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One broker and controller in this JVM, from start to stop; to be used once.
 *
 * <p>This is the only class that touches Kafka's server code. None of it is a stable API: it may change with any release,
 * so the Kafka version is pinned and an upgrade is a matter of this file. It does what {@code KafkaRaftServer} does, by its
 * parts, for two reasons: that class answers a failed start by ending the JVM, which here is the user's; and several nodes
 * leave in peace only when all brokers are stopped before the first controller.
 *
 * <p>Not thread safe: start, then leave, then stop, each after the other has returned. An interrupt makes
 * {@link #start()} give up.
 */
final class BrokerNode {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerNode.class);

    /** Keys of plug-ins, whose names the broker itself does not know. */
    private static final List<String> PLUGIN_PREFIXES = List.of("rsm.config.", "rlmm.config.");

    private final Metrics metrics;
    private final SharedServer shared;
    private final BrokerServer broker;
    private final ControllerServer controller;
    private boolean serving;
    private boolean left;

    BrokerNode(Map<String, String> settings) {
        this(settings, Time.SYSTEM);
    }

    BrokerNode(Map<String, String> settings, Time time) {
        var config = KafkaConfig.fromProps(properties(settings), false);
        var folders = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        var quorum = config.quorumConfig();
        metrics =
                Server.initializeMetrics(config, time, folders._1().clusterId().orElseThrow());
        shared = new SharedServer(
                config,
                folders._1(),
                time,
                metrics,
                CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(quorum.voters())),
                QuorumConfig.parseBootstrapServers(quorum.bootstrapServers()),
                (name, fatal, action) -> faults(config.nodeId(), name, action),
                ServerSocketFactory.INSTANCE);
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), folders._2());
    }

    /** Returns when clients are served. With several nodes this needs a majority of them to start at the same time. */
    void start() {
        controller.startup();
        broker.startup();
        serving = true;
    }

    /**
     * Hands the lead of partitions to other nodes and stops the broker; the controller goes on voting. For a cluster that
     * goes as a whole.
     */
    void leave(Duration timeout) {
        left = true;
        broker.shutdown(timeout);
        broker.awaitShutdown();
    }

    /** Stops what is left of the node. */
    void stop(Duration timeout) {
        if (left) {
            resign();
        } else {
            leave(timeout);
        }
        controller.shutdown();
        controller.awaitShutdown();
        if (!serving) {
            closeWhatKafkaForgets();
        }
    }

    /** What is made, but not counted as started yet, when a start fails: Kafka's own way to stop passes over it. */
    private void closeWhatKafkaForgets() {
        // Both refuse to be stopped before they were started, and have threads from the moment they are made.
        var groups = broker.groupCoordinator();
        if (groups != null) {
            groups.startup(() -> 1);
            groups.shutdown();
        }
        var shares = broker.shareCoordinator();
        if (shares != null) {
            shares.startup(() -> 1);
            shares.shutdown();
        }
        // Closes those it publishes to as well, which are not to be had from outside.
        Utils.closeQuietly(shared.loader(), "metadata loader");
        metrics.close();
    }

    /** Without this the last leader of a quorum would wait 5 s for a successor, when everybody is about to go. */
    private void resign() {
        var raft = shared.raftManager();
        if (raft != null) {
            // It only reports that there is no successor.
            var unused = raft.client().shutdown(0);
        }
    }

    /** Throws {@link BrokerPropertyException} if the broker would refuse the settings, naming the one that is wrong. */
    static void check(Map<String, String> settings, Collection<String> keysOfUser) {
        var known = KafkaConfig.configDef().names();
        for (var key : keysOfUser) {
            if (!known.contains(key) && PLUGIN_PREFIXES.stream().noneMatch(key::startsWith)) {
                throw new BrokerPropertyException(
                        key, "the broker has no such setting." + suggestion(known, key), null);
            }
        }
        try {
            KafkaConfig.fromProps(properties(settings), false);
        } catch (ConfigException | IllegalArgumentException e) {
            var message = Optional.ofNullable(e.getMessage()).orElse(e.toString());
            var key = keysOfUser.stream().filter(message::contains).findFirst();
            throw new BrokerPropertyException(key.orElse(String.join(", ", keysOfUser)), message, e);
        }
    }

    /** Makes an empty folder the log directory of a node; does nothing if it is one already. */
    static void formatIfFresh(
            Path folder, int nodeId, String clusterId, String controllerListener, List<ScramUser> users) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        var formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(clusterId)
                .setNodeId(nodeId)
                .setControllerListenerName(controllerListener)
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setUnstableFeatureVersionsEnabled(false)
                .setScramArguments(users.stream()
                        .flatMap(user -> user.formatArguments().stream())
                        .toList());
        try {
            formatter.run();
        } catch (Exception e) {
            throw new DataFolderException(folder, "could not be formatted: " + e.getMessage(), e);
        }
    }

    /**
     * Turns the broker's wish to end the JVM (when its data folder breaks away, for example) into an exception in the
     * thread that has it. For the whole JVM and for good: a late thread of a closed broker must not end it either.
     */
    static void keepJvmAlive() {
        Exit.Procedure refuse = (status, message) -> {
            LOG.error(
                    "embedded broker failed and asked to end the JVM, refused, status={} message={}", status, message);
            throw new IllegalStateException("Embedded broker failed: " + message);
        };
        Exit.setExitProcedure(refuse);
        Exit.setHaltProcedure(refuse);
    }

    private static FaultHandler faults(int node, String name, Runnable action) {
        return (message, cause) -> {
            LOG.error("embedded broker fault, node={} in={} message={}", node, name, message, cause);
            action.run();
            return new IllegalStateException(name + ": " + message, cause);
        };
    }

    /** Topic settings have their broker counterpart under a longer name: retention.ms is log.retention.ms. */
    private static String suggestion(Collection<String> known, String key) {
        return known.stream()
                .filter(name -> name.endsWith("." + key))
                .min(Comparator.comparingInt(String::length))
                .map(name -> " Did you mean \"" + name + "\"?")
                .orElse("");
    }

    private static Properties properties(Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        return properties;
    }
}
