package dev.leat.embedded;

import dev.leat.core.Leat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka cluster of one or three nodes on 127.0.0.1, started from Java and gone when it is closed.
 *
 * <pre>{@code
 * try (Embedded kafka = Embedded.start();
 *         Leat leat = kafka.leat()) {
 *     leat.consumerGroup("billing") …
 * }
 * }</pre>
 *
 * <p>It is Apache Kafka itself with its own defaults, apart from what would make a short-lived broker slow or large, and
 * from low minimums for session timeouts, so that tests can provoke them. In a temporary folder records stay whatever their timestamps
 * are; {@code log.retention.ms} and a topic's {@code retention.ms} change that. Topics are created on first use, as Kafka does by
 * default; {@code property("auto.create.topics.enable", "false")} ends that.
 *
 * <p>It does not start in a JVM that speaks Turkish, nor with users in one whose numbers have other digits than 0 to 9, such as Arabic
 * ones: Kafka cannot. Then it says so.
 *
 * <p>The broker logs through slf4j. To quieten it, set the loggers {@code kafka} and {@code org.apache.kafka} to ERROR.
 *
 * <p>All methods may be called from any thread; those that start and stop nodes wait for each other.
 *
 * @since 0.1
 */
public final class Embedded implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Embedded.class);

    /** How long brokers may wait for others to take over the lead of their partitions; they stop in any case. */
    private static final Duration HANDOVER_TIMEOUT = Duration.ofSeconds(10);

    /** The same where the data is about to be deleted. */
    private static final Duration SHORT_HANDOVER_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final Plan plan;
    private final Security security;
    private final DataFolder data;
    private final Map<Integer, Ports> ports;
    private final Map<Integer, Node> nodes;
    private final Thread hook = new Thread(this::closeWithJvm, "leat-embedded-hook");
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;

    private Embedded(
            Plan plan, Security security, DataFolder data, Map<Integer, Ports> ports, Map<Integer, Node> nodes) {
        this.plan = plan;
        this.security = security;
        this.data = data;
        this.ports = ports;
        this.nodes = nodes;
    }

    /**
     * Starts one node on a free port with a temporary folder: {@code builder().start()}.
     *
     * @throws BrokerFailedException if it is not ready within 30 s
     */
    public static Embedded start() {
        return builder().start();
    }

    /** Options for anything else. */
    public static EmbeddedBuilder builder() {
        return new EmbeddedBuilder();
    }

    static Embedded start(Plan plan) {
        BrokerLanguage.check(plan);
        var began = Deadline.in(plan.startTimeout());
        var security = new Security(plan);
        var ports = ports(plan);
        var settings = new BrokerSettings(plan, security, ports);
        BrokerNode.check(settings.of(1, Path.of("unused")), plan.properties().keySet());
        var data = plan.data()
                .map(folder -> DataFolder.at(folder, plan.nodes()))
                .orElseGet(() -> DataFolder.temporary(plan.nodes()));
        Embedded embedded;
        try {
            embedded = new Embedded(plan, security, data, ports, nodes(plan, settings, data));
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
        embedded.open(began);
        return embedded;
    }

    /** The client addresses of all nodes, also of those that do not run: {@code 127.0.0.1:port,...}. */
    public String bootstrapServers() {
        return addresses(Ports::client);
    }

    /** A connection to this cluster, with the first user of {@link EmbeddedBuilder#sasl} if there are users. The caller closes it. */
    public Leat leat() {
        return Leat.builder().properties(clientProperties()).build();
    }

    /**
     * What a client needs to connect, for producers, consumers and {@code Admin} alike: address, security protocol and, where
     * chosen, the trusted certificate (PEM) and the login of the first user.
     */
    public Map<String, String> clientProperties() {
        return withAddress(security.clientProperties());
    }

    /**
     * The same with the login of one of the users given to {@link EmbeddedBuilder#sasl}.
     *
     * @throws IllegalArgumentException if there is no such user
     */
    public Map<String, String> clientProperties(String user) {
        return withAddress(security.clientProperties(user));
    }

    /** Ids of all nodes, from 1. */
    public Set<Integer> nodes() {
        return Set.copyOf(nodes.keySet());
    }

    /** Ids of the nodes that run now. A frozen node runs. */
    public Set<Integer> runningNodes() {
        return nodes.values().stream()
                .filter(Node::running)
                .map(Node::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Kafka's id of this cluster; stays the same with the same data folder. */
    public String clusterId() {
        return data.clusterId();
    }

    /** The folder with the data: the one given, or the temporary one. */
    public Path data() {
        return data.root();
    }

    /**
     * Stops a node in good order: the lead of its partitions is handed over first, for at most 20 s if no other node can
     * take it. Does nothing if it does not run.
     *
     * @throws BrokerFailedException if it had to be killed
     */
    public void stopNode(int id) {
        exclusively(() -> node(id).stop(Deadline.in(STOP_TIMEOUT)));
    }

    /**
     * Ends a node like a power cut would, except that the operating system keeps what was written (SIGKILL).
     *
     * @throws UnsupportedOperationException without {@link EmbeddedBuilder#forked}
     */
    public void killNode(int id) {
        exclusively(() -> node(id).kill());
    }

    /**
     * Stops the time of a node (SIGSTOP): connections stay open, nothing answers.
     *
     * @throws UnsupportedOperationException without {@link EmbeddedBuilder#forked}, and on Windows
     * @throws IllegalStateException if it does not run
     */
    public void freezeNode(int id) {
        exclusively(() -> node(id).freeze());
    }

    /**
     * Lets the time of a frozen node go on (SIGCONT).
     *
     * @throws UnsupportedOperationException without {@link EmbeddedBuilder#forked}, and on Windows
     */
    public void thawNode(int id) {
        exclusively(() -> node(id).thaw());
    }

    /**
     * Starts a node that was stopped or killed, with the same ports and data; returns when it serves clients. Its replicas
     * catch up with the others' from then on. Does nothing if it runs.
     *
     * @throws BrokerFailedException if it is not ready within {@link EmbeddedBuilder#startTimeout}
     */
    public void startNode(int id) {
        exclusively(() -> start(List.of(node(id)), Deadline.in(plan.startTimeout())));
    }

    /**
     * Stops all nodes in good order and starts them again, with the same ports and data.
     *
     * @throws BrokerFailedException if a node does not stop or is not ready in time
     */
    public void restart() {
        exclusively(() -> {
            stopAll(HANDOVER_TIMEOUT);
            start(nodes.values(), Deadline.in(plan.startTimeout()));
        });
    }

    /**
     * Creates a topic with a replica on every node; returns when all its partitions can be written to.
     *
     * @throws org.apache.kafka.common.KafkaException the broker's own refusal, for example if the topic exists
     */
    public void createTopic(String name, int partitions) {
        exclusively(() -> administration().createTopic(name, partitions, Deadline.in(plan.startTimeout())));
    }

    /**
     * Stops all nodes and, unless a folder was given, deletes their data. Takes less than a second as a rule, 40 s at most. The
     * second and any later call does nothing.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                forgetHook();
                release();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "Embedded[" + bootstrapServers() + ", data=" + data.root() + "]";
    }

    private void open(Deadline deadline) {
        if (plan.closesWithJvm()) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
        try {
            exclusively(() -> {
                start(nodes.values(), deadline);
                if (!data.fresh() && !plan.users().isEmpty()) {
                    administration().putUsers(plan.users(), this::clientProperties, deadline);
                }
            });
        } catch (RuntimeException e) {
            closeAfter(e);
            throw e;
        }
        LOG.info(
                "embedded kafka ready, servers={} nodes={} data={} ms={}",
                bootstrapServers(),
                nodes.size(),
                data.root(),
                deadline.length().minus(deadline.remaining()).toMillis());
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void release() {
        try {
            stopAll(data.temporary() ? SHORT_HANDOVER_TIMEOUT : HANDOVER_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            data.close();
        }
    }

    private static void start(Collection<Node> nodes, Deadline deadline) throws InterruptedException {
        var stopped = nodes.stream().filter(node -> !node.running()).toList();
        Together.run("start", stopped, deadline, Node::start);
    }

    /** First all brokers, then all controllers: a broker cannot leave in good order once the controllers' majority is gone. */
    private void stopAll(Duration handover) throws InterruptedException {
        try {
            var running = nodes.values().stream().filter(Node::running).toList();
            Together.run("leave", running, Deadline.in(STOP_TIMEOUT), (node, deadline) -> node.leave(handover));
        } finally {
            Together.run("stop", nodes.values(), Deadline.in(STOP_TIMEOUT), Node::stop);
        }
    }

    private void closeWithJvm() {
        try {
            // A start that is under way when the JVM is told to end must not hold it up.
            if (lock.tryLock(5, TimeUnit.SECONDS)) {
                try {
                    close();
                } finally {
                    lock.unlock();
                }
            } else if (data.temporary()) {
                data.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("embedded kafka did not stop cleanly with the JVM", e);
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending; the hook runs or has run.
        }
    }

    private Administration administration() {
        return new Administration(Map.of("bootstrap.servers", addresses(plan.secured() ? Ports::peer : Ports::client)));
    }

    private Map<String, String> withAddress(Map<String, String> properties) {
        var all = new LinkedHashMap<String, String>();
        all.put("bootstrap.servers", bootstrapServers());
        all.putAll(properties);
        return Map.copyOf(all);
    }

    private String addresses(ToIntFunction<Ports> port) {
        return ports.values().stream()
                .map(each -> Ports.HOST + ":" + port.applyAsInt(each))
                .collect(Collectors.joining(","));
    }

    private Node node(int id) {
        var node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("No node " + id + "; the nodes are " + nodes.keySet());
        }
        return node;
    }

    private static Map<Integer, Ports> ports(Plan plan) {
        var ports = new TreeMap<Integer, Ports>();
        for (var node = 1; node <= plan.nodes(); node++) {
            ports.put(node, Ports.free());
        }
        plan.port().ifPresent(number -> ports.computeIfPresent(1, (node, free) -> free.withClient(number)));
        return ports;
    }

    private static Map<Integer, Node> nodes(Plan plan, BrokerSettings settings, DataFolder data) {
        var nodes = new TreeMap<Integer, Node>();
        for (var id = 1; id <= plan.nodes(); id++) {
            var folder = data.node(id);
            var own = settings.of(id, folder);
            BrokerNode.formatIfFresh(folder, id, data.clusterId(), BrokerSettings.CONTROLLER, plan.users());
            nodes.put(
                    id,
                    plan.jvmOptions().isPresent()
                            ? new ForkedNode(id, own, plan.jvmOptions().get(), data.root())
                            : new LocalNode(id, own));
        }
        return nodes;
    }

    private interface Action {
        void run() throws InterruptedException;
    }

    private void exclusively(Action action) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("This embedded broker is closed");
            }
            action.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the embedded broker", e);
        } finally {
            lock.unlock();
        }
    }
}
