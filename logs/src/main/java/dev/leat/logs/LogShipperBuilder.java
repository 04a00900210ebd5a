package dev.leat.logs;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import dev.leat.core.security.Security;
import dev.leat.core.spi.Surroundings;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link LogShipper}. For one thread; {@link #build()} checks everything at once.
 *
 * @since 0.1
 */
public final class LogShipperBuilder {
    /** How names of shippers begin, which those of threads and clients follow. */
    static final String NAMES = "leat-logs-";

    private static final Duration LONGEST = Duration.ofDays(365);
    /** A JVM may have several. */
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final LeatBuilder connection;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private String topic = "logs";
    private String service = "unknown";
    private @Nullable String version;
    private @Nullable String environment;
    private @Nullable String dataset;
    private @Nullable String instance;
    private OptionalInt worker = OptionalInt.empty();
    private @Nullable Integer partition;
    private @Nullable String key;
    private LogFormat format = LogFormat.ECS;
    private int records = 65_536;
    private long bytes = 32L << 20;
    private double reserve = 0.2;
    private DropPolicy policy = DropPolicy.NEWEST;
    private Duration waitAtMost = Duration.ZERO;
    private Duration drainWithin = Duration.ofSeconds(5);
    private boolean drainsAtExit = true;
    private Limits limits = new Limits(32 << 10, 64 << 10, 8 << 10);
    private int recordBytes = 1_000_000;
    private Redaction redaction = Redaction.standard();
    private Duration fallbackAfter = Duration.ofSeconds(30);
    private @Nullable Supplier<LineOutput> fallback = LineOutput::standardError;
    private @Nullable Path spillFolder;
    private long spillBytes = 256L << 20;
    private final List<String> admitted = new ArrayList<>();

    LogShipperBuilder(LeatBuilder connection) {
        this.connection = connection;
    }

    /** Where records go. Default {@code logs}. */
    public LogShipperBuilder topic(String name) {
        this.topic = name;
        return this;
    }

    /** What logs: {@code service.name}. Default {@code unknown}. */
    public LogShipperBuilder service(String name) {
        this.service = name;
        return this;
    }

    /** {@code service.version}. Default none. */
    public LogShipperBuilder version(String version) {
        this.version = version;
        return this;
    }

    /** {@code service.environment}, such as {@code production}. Default none. */
    public LogShipperBuilder environment(String environment) {
        this.environment = environment;
        return this;
    }

    /** {@code event.dataset}. Default the name of the service. */
    public LogShipperBuilder dataset(String dataset) {
        this.dataset = dataset;
        return this;
    }

    /** {@code service.node.name}: what tells this process in this life from all others. Default host, process id and start. */
    public LogShipperBuilder instance(String instance) {
        this.instance = instance;
        return this;
    }

    /** The key of all records, so that they stand in one partition, in the order in which they were logged. Default the {@link #instance}. */
    public LogShipperBuilder key(String key) {
        this.key = key;
        return this;
    }

    /** The number of this process among several of one service; {@code workerId} in {@link LogFormat#SNAPJOB}. Default none. */
    public LogShipperBuilder worker(int number) {
        this.worker = OptionalInt.of(number);
        return this;
    }

    /**
     * Records go to the partition of this number modulo that, as snapJob's do; it has two. Sets {@link #worker}. Default the partition that the {@link #key} decides.
     *
     * @param number of the worker, 0 or more
     * @param partitions how many the topic has
     */
    public LogShipperBuilder workerModulo(int number, int partitions) {
        if (number < 0 || partitions < 1) {
            throw new ConfigurationException(
                    "log shipper",
                    "workerModulo(" + number + ", " + partitions
                            + "): the worker must be 0 or more, the partitions 1 or more");
        }
        this.partition = number % partitions;
        return worker(number);
    }

    /** What records look like. Default {@link LogFormat#ECS}. */
    public LogShipperBuilder format(LogFormat format) {
        this.format = format;
        return this;
    }

    /** The most entries in memory, waiting or on their way. Default 65,536. Hurts when it is low and Kafka is away for long. */
    public LogShipperBuilder records(int records) {
        this.records = records;
        return this;
    }

    /**
     * The most that these take together, in bytes, more or less. Default 33,554,432. A quarter of it may be with Kafka's client, whose buffer has twice that, at least 4 MiB,
     * beside it.
     */
    public LogShipperBuilder bytes(long bytes) {
        this.bytes = bytes;
        return this;
    }

    /** The share of both bounds that is left to warnings and above, from 0 to 0.9. Default 0.2. */
    public LogShipperBuilder reserve(double share) {
        this.reserve = share;
        return this;
    }

    /** Which entry goes when there is no more room. Default {@link DropPolicy#NEWEST}. */
    public LogShipperBuilder policy(DropPolicy policy) {
        this.policy = policy;
        return this;
    }

    /** How long whoever logs may wait for room before something is dropped. Default zero: not at all. */
    public LogShipperBuilder waitAtMost(Duration longest) {
        this.waitAtMost = longest;
        return this;
    }

    /** How long {@link LogShipper#close} sends what is left. Default 5 seconds. */
    public LogShipperBuilder drainWithin(Duration longest) {
        this.drainWithin = longest;
        return this;
    }

    /** Whether it is closed when the JVM ends. Default true; of no use where something else sees to it. */
    public LogShipperBuilder drainAtExit(boolean drains) {
        this.drainsAtExit = drains;
        return this;
    }

    /** The most of a message that is sent, in bytes. Default 32,768. What is longer ends with a mark that says how long it was. */
    public LogShipperBuilder messageBytes(int most) {
        this.limits = new Limits(most, limits.stack(), limits.field());
        return this;
    }

    /** The most of a stack trace that is sent, in bytes. Default 65,536. */
    public LogShipperBuilder stackBytes(int most) {
        this.limits = new Limits(limits.message(), most, limits.field());
        return this;
    }

    /** The most of the value of a field that is sent, in bytes. Default 8,192. */
    public LogShipperBuilder fieldBytes(int most) {
        this.limits = new Limits(limits.message(), limits.stack(), most);
        return this;
    }

    /** The most that a record may take; a larger one is dropped. In bytes, default 1,000,000, a little less than Kafka and its topics take unless they are told otherwise. */
    public LogShipperBuilder recordBytes(int most) {
        this.recordBytes = most;
        return this;
    }

    /** What of an entry is not sent. Default {@link Redaction#standard()}. */
    public LogShipperBuilder redaction(Redaction redaction) {
        this.redaction = redaction;
        return this;
    }

    /** Lets loggers in that lie below {@code org.apache.kafka} or {@code dev.leat}, which are kept out otherwise, so that shipping does not lead to more of it. */
    public LogShipperBuilder admit(String... loggers) {
        admitted.addAll(List.of(loggers));
        return this;
    }

    /**
     * Where entries are shown, as lines of text, once Kafka has confirmed nothing for {@link #fallbackAfter}, until it does again; they are still sent when it does. Warnings and errors of
     * Kafka's client and of Leat's own are shown there at all times, at most ten a second after the first hundred. Written by a thread of its own, and what is too much for it is left out.
     * Default {@link System#err}.
     *
     * @param output never closed by the shipper
     */
    public LogShipperBuilder fallback(Writer output) {
        this.fallback = () -> LineOutput.of(output);
        return this;
    }

    /** The same into a file, in UTF-8, that is added to. It is made and opened by {@link #build}, which fails if that cannot be done, and closed with the shipper. */
    public LogShipperBuilder fallback(Path file) {
        this.fallback = () -> LineOutput.file(file);
        return this;
    }

    /** Nothing is shown anywhere while Kafka is away. */
    public LogShipperBuilder noFallback() {
        this.fallback = null;
        return this;
    }

    /** How long Kafka may confirm nothing before entries are shown at the {@link #fallback}. Default 30 seconds. */
    public LogShipperBuilder fallbackAfter(Duration time) {
        this.fallbackAfter = time;
        return this;
    }

    /**
     * Has records written to disk when Kafka has confirmed nothing for two seconds, or when half of the room in memory is taken, and sent from there, in order, when it does. What is there when the
     * process ends, however it ends, is sent by the next one that is given this folder. A record that was on its way then may stand in the topic twice. Default none.
     *
     * @param folder of this process alone; made if it is not there
     */
    public LogShipperBuilder spill(Path folder) {
        this.spillFolder = folder;
        return this;
    }

    /** The most that may be on disk, in bytes, default 268,435,456. When it is full, entries wait in memory, and are dropped there. */
    public LogShipperBuilder spillBytes(long most) {
        this.spillBytes = most;
        return this;
    }

    /** How brokers are reached and who we are to them; see {@link LeatBuilder#security}. */
    public LogShipperBuilder security(Security security) {
        connection.security(security);
        return this;
    }

    /** Any setting of Kafka's producer, under Kafka's name. Default {@code compression.type=lz4}, {@code linger.ms=20}, {@code batch.size=131072}. */
    public LogShipperBuilder property(String key, Object value) {
        properties.put(key, value);
        return this;
    }

    /**
     * Returns at once; the connection is made in the background, for as long as it takes.
     *
     * @throws ConfigurationException naming every option that cannot work
     */
    public LogShipper build() {
        check();
        String name = NAMES + NUMBER.incrementAndGet();
        Leat leat = connection.build();
        try {
            return new LogShipper(this, leat, name);
        } catch (RuntimeException | Error e) {
            leat.close(Duration.ZERO);
            throw e;
        }
    }

    private void check() {
        List<String> problems = new ArrayList<>();
        try {
            Topic.validate(topic);
        } catch (RuntimeException e) {
            problems.add("topic is '" + topic + "', which no topic of Kafka can be called");
        }
        if (service.isBlank()) {
            problems.add("service is blank; name what logs");
        }
        atLeast(problems, "records", records, 16);
        atLeast(problems, "bytes", bytes, 64 << 10);
        atLeast(problems, "messageBytes", limits.message(), 16);
        atLeast(problems, "stackBytes", limits.stack(), 16);
        atLeast(problems, "fieldBytes", limits.field(), 16);
        atLeast(problems, "recordBytes", recordBytes, 1_000);
        atLeast(problems, "spillBytes", spillBytes, 1 << 20);
        withinReason(problems, "fallbackAfter", fallbackAfter);
        if (!(reserve >= 0 && reserve <= 0.9)) {
            problems.add("reserve is " + reserve + ", must be from 0 to 0.9");
        }
        withinReason(problems, "waitAtMost", waitAtMost);
        withinReason(problems, "drainWithin", drainWithin);
        LogProducers.check(properties, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException("log shipper", problems);
        }
    }

    private static void withinReason(List<String> problems, String option, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            problems.add(option + " is " + time + ", must be from 0 to " + LONGEST.toDays() + " days");
        }
    }

    private static void atLeast(List<String> problems, String option, long value, long least) {
        if (value < least) {
            problems.add(option + " is " + value + ", must be at least " + least);
        }
    }

    String topic() {
        return topic;
    }

    Limits limits() {
        return limits;
    }

    Redaction redaction() {
        return redaction;
    }

    Duration drainWithin() {
        return drainWithin;
    }

    boolean drainsAtExit() {
        return drainsAtExit;
    }

    EntryQueue.Bounds bounds() {
        return new EntryQueue.Bounds(records, bytes, reserve, policy, waitAtMost.toNanos());
    }

    private String clientId(String name) {
        return String.valueOf(properties.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, name));
    }

    Apart apart(String name) {
        return new Apart(
                Apart.LOGGERS,
                List.copyOf(admitted),
                List.of(name, "kafka-producer-network-thread | " + clientId(name)));
    }

    Fallback fallback(String name, Surroundings surroundings) {
        return new Fallback(surroundings, name, redaction, fallback == null ? null : fallback.get());
    }

    Sender sender(String name, Leat leat, EntryQueue queue, Tally tally, Fallback shown) {
        Surroundings surroundings = leat.surroundings();
        Origin origin = origin();
        byte[] keyBytes = (key == null ? origin.instance() : key).getBytes(StandardCharsets.UTF_8);
        Intake intake = new Intake(queue, encoder(origin, tally), tally, keyBytes, recordBytes);
        Flight.Window window = new Flight.Window(Math.max(1, records / 2), bytes / 4);
        Spill spill = spillFolder == null ? null : new Spill(spillFolder, spillBytes, tally);
        try {
            Flight flight = new Flight(
                    surroundings,
                    new Flight.Route(topic, partition),
                    window,
                    queue,
                    tally,
                    new LogProducers(leat, service, clientId(name), recordBytes, window.bytes(), properties));
            Outage outage = new Outage(surroundings, shown, fallbackAfter.toNanos());
            return new Sender(name, surroundings, queue, intake, flight, spill, outage, tally, shown);
        } catch (RuntimeException | Error e) {
            if (spill != null) {
                spill.close();
            }
            throw e;
        }
    }

    private Origin origin() {
        String host = Origin.thisHost();
        return new Origin(
                service,
                version,
                environment,
                dataset == null ? service : dataset,
                instance == null ? Origin.thisProcess(host) : instance,
                host,
                ProcessHandle.current().pid(),
                worker);
    }

    private Encoder encoder(Origin origin, Tally tally) {
        return switch (format) {
            case ECS -> new EcsEncoder(origin, limits, redaction, tally);
            case SNAPJOB -> new SnapJobEncoder(origin, limits, redaction, tally);
        };
    }
}
