package dev.leat.embedded;

import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Options of an embedded broker, from {@link Embedded#builder()}. Every option has a default; {@link #start()} checks them
 * together. For one thread at a time.
 *
 * @since 0.1
 */
public final class EmbeddedBuilder {
    private static final int TRIES_FOR_FREE_PORTS = 3;

    private int nodes = 1;
    private OptionalInt port = OptionalInt.empty();
    private Optional<Path> data = Optional.empty();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private boolean tls;
    private final Map<String, ScramUser> users = new LinkedHashMap<>();
    private Optional<List<String>> superUsers = Optional.empty();
    private Optional<List<String>> jvmOptions = Optional.empty();
    private boolean closesWithJvm = true;
    private Duration startTimeout = Duration.ofSeconds(60);

    EmbeddedBuilder() {}

    /**
     * Number of nodes, 1 (default) or 3. With three, topics get three replicas and {@code min.insync.replicas=2} unless
     * they say otherwise, so one node may be away.
     */
    public EmbeddedBuilder nodes(int count) {
        if (count != 1 && count != 3) {
            throw new IllegalArgumentException("nodes(" + count + "): must be 1 or 3");
        }
        this.nodes = count;
        return this;
    }

    /**
     * Client port of the first node; all other ports, and this one by default, are free ones.
     *
     * @throws IllegalArgumentException if it is not between 1 and 65535. That it is taken shows at {@link #start()}.
     */
    public EmbeddedBuilder port(int number) {
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException("port(" + number + "): must be between 1 and 65535");
        }
        this.port = OptionalInt.of(number);
        return this;
    }

    /**
     * Folder that keeps topics, records, offsets and users from one run to the next. It is made if absent and may be
     * empty; otherwise it must have been made by Leat for the same number of nodes. Default: a temporary folder, deleted
     * at close.
     */
    public EmbeddedBuilder data(Path folder) {
        this.data = Optional.of(folder);
        return this;
    }

    /**
     * Any broker setting by its Kafka name, on every node; wins over what Leat chooses for speed.
     *
     * @throws BrokerPropertyException if the setting follows from other options, such as {@code listeners}. A key or value
     *     that the broker refuses shows at {@link #start()}.
     */
    public EmbeddedBuilder property(String key, String value) {
        BrokerSettings.refuseOwned(key);
        properties.put(key, value);
        return this;
    }

    /**
     * Clients speak TLS. The broker's certificate, for {@code localhost} and 127.0.0.1, is signed by an authority made at
     * every start; {@link Embedded#clientProperties()} trusts it. Clients need no certificate, unless properties ask for
     * one: {@code ssl.client.auth}, {@code ssl.truststore.type} and {@code ssl.truststore.certificates}. Traffic among the
     * nodes stays plain, on a port of its own.
     */
    public EmbeddedBuilder tls() {
        this.tls = true;
        return this;
    }

    /**
     * Clients log in as this user or as one of the others given, with SCRAM-SHA-256 as {@link Embedded#clientProperties()}
     * says, with SCRAM-SHA-512, or with PLAIN. Over TLS if {@link #tls()} is chosen too, else in the open.
     *
     * @throws IllegalArgumentException if a text is empty, or the name contains blanks or any of {@code " , = [ ]}
     */
    public EmbeddedBuilder sasl(String user, String password) {
        users.put(user, new ScramUser(user, password));
        return this;
    }

    /**
     * Turns Kafka's {@code StandardAuthorizer} on: users may do what access control lists allow, super users everything.
     * Needs {@link #sasl}, since clients without a login have no name. The nodes' own listener, on 127.0.0.1 only, asks
     * nobody who they are: this is for testing rights, not for protecting data from other programs on the machine.
     *
     * @param superUsers names given to {@code sasl}, without {@code User:}
     */
    public EmbeddedBuilder authorizer(String... superUsers) {
        this.superUsers = Optional.of(List.of(superUsers));
        return this;
    }

    /**
     * After what silence the broker misses members of groups that leave this to the broker: consumer protocol (KIP-848),
     * share and streams groups. Default: Kafka's 45 s. Heartbeats come at a third of it, at most one second. Members of
     * classic groups choose for themselves with {@code session.timeout.ms}, here from 100 ms.
     *
     * @param timeout from 300 ms to 60 s
     */
    public EmbeddedBuilder sessionTimeout(Duration timeout) {
        var millis = timeout.toMillis();
        if (millis < 300 || millis > 60_000) {
            throw new IllegalArgumentException(
                    "sessionTimeout(" + timeout + "): must be between PT0.3S and PT1M, Kafka's maximum");
        }
        var heartbeat = Long.toString(Math.min(millis / 3, 1_000));
        for (var protocol : List.of("group.consumer.", "group.share.", "group.streams.")) {
            properties.put(protocol + "session.timeout.ms", Long.toString(millis));
            properties.put(protocol + "heartbeat.interval.ms", heartbeat);
        }
        return this;
    }

    /**
     * Every node runs in a JVM of its own, so that it can be killed and frozen. It is started from {@code java.home} with
     * the class path of this JVM, and ends with this JVM, however that ends. What it logs is in {@code node-1.log} and so on
     * beside its data. Whatever the language of the machine, theirs is {@link java.util.Locale#ROOT}.
     *
     * @param jvmOptions added to, and winning over, {@code -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1}
     */
    public EmbeddedBuilder forked(String... jvmOptions) {
        this.jvmOptions = Optional.of(List.of(jvmOptions));
        return this;
    }

    /**
     * The end of the JVM does not close it: for programs that end in an order of their own on a signal, in which those who use the broker come first.
     * If such a program does not close it, a temporary folder stays behind. Default it closes as soon as the JVM begins to end.
     */
    public EmbeddedBuilder withoutShutdownHook() {
        this.closesWithJvm = false;
        return this;
    }

    /** How long {@link #start()}, and every later start of a node, may take. Default 60 s. */
    public EmbeddedBuilder startTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("startTimeout(" + timeout + "): must be positive");
        }
        this.startTimeout = timeout;
        return this;
    }

    /**
     * Starts the broker; returns when it serves clients.
     *
     * @throws IllegalStateException if options contradict each other, or if Kafka's broker does not run in the language of this JVM; says
     *     what to do
     * @throws BrokerPropertyException if the broker refuses a property; names it
     * @throws PortTakenException if somebody else listens on {@link #port}
     * @throws DataFolderException if {@link #data} cannot be used; says why
     * @throws BrokerFailedException if a node is not ready in time or fails; names the node and its reason
     */
    public Embedded start() {
        var plan = plan();
        for (var attempt = 1; ; attempt++) {
            try {
                return Embedded.start(plan);
            } catch (BrokerFailedException e) {
                // Between choosing a free port and binding it another program may take it.
                if (attempt == TRIES_FOR_FREE_PORTS || plan.port().isPresent() || !lostPort(e)) {
                    throw e;
                }
            }
        }
    }

    private Plan plan() {
        if (superUsers.isPresent() && users.isEmpty()) {
            throw new IllegalStateException(
                    "authorizer(...) needs sasl(user, password): clients without a login have no"
                            + " name that rights could be given to");
        }
        for (var name : superUsers.orElse(List.of())) {
            if (!users.containsKey(name)) {
                throw new IllegalStateException(
                        "authorizer(\"" + name + "\"): no such user. Given to sasl(...): " + users.keySet());
            }
        }
        return new Plan(
                nodes,
                port,
                data,
                Map.copyOf(properties),
                tls,
                List.copyOf(users.values()),
                superUsers,
                jvmOptions,
                closesWithJvm,
                startTimeout);
    }

    private static boolean lostPort(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof BindException
                    || String.valueOf(each.getMessage()).contains("Address already in use")) {
                return true;
            }
        }
        return false;
    }
}
