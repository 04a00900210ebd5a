package dev.leat.core;

import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.StartupReport.Source;
import dev.leat.core.internal.Bounds;
import dev.leat.core.internal.ConsumerSource;
import dev.leat.core.internal.DeadLetters;
import dev.leat.core.internal.Deadlines;
import dev.leat.core.internal.Disposition;
import dev.leat.core.internal.Engine;
import dev.leat.core.internal.EngineSettings;
import dev.leat.core.internal.Journal;
import dev.leat.core.internal.ProtocolChoice;
import dev.leat.core.internal.ProtocolSource;
import dev.leat.core.internal.VirtualThreads;
import dev.leat.core.internal.WatchdogOrders;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link ConsumerGroup}. For one thread; {@link #build()} checks everything at once.
 *
 * @param <K> what keys are read as
 */
public final class ConsumerGroupBuilder<K> {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final String id;
    private final Serde<K> keys;
    private final KafkaProperties connection;
    private final Surroundings surroundings;
    private final Clients clients;
    private final DeadLetterProducer deadLetterProducer;

    private final Routing routing = new Routing();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> given = new HashSet<>(); // options that were set, by their names in the report
    private KafkaProperties properties = KafkaProperties.NONE;
    private GroupProtocol protocol = GroupProtocol.AUTO;
    private Ordering ordering = Ordering.PARTITION;
    private int concurrency = 1;
    private boolean virtualThreads;
    private Retry retry = Retry.exponential(FIRST_PAUSE);
    private final List<Class<? extends Throwable>> fatal = new ArrayList<>();
    private final List<Class<? extends Throwable>> retryable = new ArrayList<>();
    private @Nullable Disposition givenUp;
    private @Nullable String deadLetterTopic;
    private Bounds bounds = Bounds.DEFAULT;
    private Duration commitInterval = Duration.ofSeconds(1);
    private boolean completionMap = true;
    private Duration drain = Duration.ofSeconds(30);
    private LastResort lastResort = LastResort.hold();
    private final List<Interceptor> interceptors = new ArrayList<>();
    private @Nullable Predicate<ConsumerRecord<byte[], byte[]>> filter;
    private @Nullable Duration timeout;
    private Duration stallsAfter = Duration.ofMinutes(5);
    private Stalled stalled = Stalled.REPORT;

    ConsumerGroupBuilder(
            String id,
            Serde<K> keys,
            KafkaProperties connection,
            Surroundings surroundings,
            Clients clients,
            DeadLetterProducer deadLetterProducer) {
        this.id = id;
        this.keys = keys;
        this.connection = connection;
        this.surroundings = surroundings;
        this.clients = clients;
        this.deadLetterProducer = deadLetterProducer;
    }

    /**
     * How keys are read. Default UTF-8 text. Comes before the handlers, since it decides their type; this builder is of no use then,
     * go on with the one returned.
     *
     * @throws IllegalStateException if a handler came before
     */
    public <T> ConsumerGroupBuilder<T> keys(Serde<T> serde) {
        if (!routing.isEmpty()) {
            throw new IllegalStateException("consumer group '" + id + "': call keys(…) before on(…)");
        }
        ConsumerGroupBuilder<T> other =
                new ConsumerGroupBuilder<>(id, serde, connection, surroundings, clients, deadLetterProducer);
        other.problems.addAll(problems);
        other.given.addAll(given);
        other.properties = properties;
        other.protocol = protocol;
        other.ordering = ordering;
        other.concurrency = concurrency;
        other.virtualThreads = virtualThreads;
        other.retry = retry;
        other.fatal.addAll(fatal);
        other.retryable.addAll(retryable);
        other.givenUp = givenUp;
        other.deadLetterTopic = deadLetterTopic;
        other.bounds = bounds;
        other.commitInterval = commitInterval;
        other.completionMap = completionMap;
        other.drain = drain;
        other.lastResort = lastResort;
        other.interceptors.addAll(interceptors);
        other.filter = filter;
        other.timeout = timeout;
        other.stallsAfter = stallsAfter;
        other.stalled = stalled;
        return other;
    }

    /** Which records wait for each other. Default {@link Ordering#PARTITION}. */
    public ConsumerGroupBuilder<K> ordering(Ordering ordering) {
        given.add("ordering");
        this.ordering = ordering;
        return this;
    }

    /**
     * The most handlers at a time, over all partitions of this member. Default 1. With {@link Ordering#PARTITION} more than the number
     * of assigned partitions is of no use; with {@link Ordering#KEY} it is what the handlers wait for, times the rate they shall reach.
     */
    public ConsumerGroupBuilder<K> concurrency(int handlers) {
        given.add("concurrency");
        this.concurrency = handlers;
        return this;
    }

    /** Runs handlers on virtual threads instead of a pool. Needs Java 21; for handlers that mostly wait, in hundreds. */
    public ConsumerGroupBuilder<K> virtualThreads() {
        given.add("threads");
        this.virtualThreads = true;
        return this;
    }

    /** How failed records are tried again. Default: pauses from 0.2 to 30 seconds, for ever. */
    public ConsumerGroupBuilder<K> retry(Retry retry) {
        given.add("retry");
        this.retry = retry;
        return this;
    }

    /**
     * Failures of these classes, or caused by one, are not tried again: what happens to records without attempts left happens at
     * once. {@link SerdeException} and {@link TombstoneException} are always among them.
     */
    @SafeVarargs
    public final ConsumerGroupBuilder<K> fatal(Class<? extends Throwable>... failures) {
        for (Class<? extends Throwable> failure : failures) {
            fatal.add(failure);
        }
        return this;
    }

    /**
     * Failures of these classes, or caused by one, are tried again even if {@link #fatal} says otherwise: a {@link SerdeException} that
     * a registry has caused which cannot be reached, say.
     */
    @SafeVarargs
    public final ConsumerGroupBuilder<K> retryable(Class<? extends Throwable>... failures) {
        for (Class<? extends Throwable> failure : failures) {
            retryable.add(failure);
        }
        return this;
    }

    /**
     * Failed records without attempts left, and unreadable ones at once, go to this topic: with key, value and headers as they were,
     * and {@link DeadLetter headers} that say where they come from and why. Their offsets are committed after the topic has confirmed.
     */
    public ConsumerGroupBuilder<K> deadLetters(String topic) {
        given.add("deadLetters");
        deadLetterTopic = topic;
        return givenUp(Disposition.DEAD_LETTER, "deadLetters");
    }

    /** {@link #deadLetters(String)}, and what becomes of a record whose dead letter cannot be sent. Default {@link LastResort#hold()}. */
    public ConsumerGroupBuilder<K> deadLetters(String topic, LastResort lastResort) {
        given.add("lastResort");
        this.lastResort = lastResort;
        return deadLetters(topic);
    }

    /** Failed records without attempts left are logged and passed over. */
    public ConsumerGroupBuilder<K> skipFailed() {
        return givenUp(Disposition.SKIP, "skipFailed");
    }

    /** A failed record without attempts left ends the group, and is delivered again when it is started anew. */
    public ConsumerGroupBuilder<K> stopOnFailure() {
        return givenUp(Disposition.STOP, "stopOnFailure");
    }

    private ConsumerGroupBuilder<K> givenUp(Disposition disposition, String option) {
        if (givenUp != null) {
            problems.add(option + " is a second answer to what happens to failed records; choose one of deadLetters,"
                    + " skipFailed and stopOnFailure");
        }
        given.add("failed");
        givenUp = disposition;
        return this;
    }

    /**
     * The most records and bytes of one partition that are in memory at a time; then it is paused until half of that is done. Defaults
     * 10,000 records and 16 MiB. One fetch may come on top.
     */
    public ConsumerGroupBuilder<K> maxUnfinished(int records, long bytes) {
        given.add("maxUnfinishedRecords");
        given.add("maxUnfinishedBytes");
        this.bounds = new Bounds(records, bytes, bounds.offsets());
        return this;
    }

    /** The least time between two commits. Default one second. What was finished since is repeated after a crash. */
    public ConsumerGroupBuilder<K> commitInterval(Duration interval) {
        given.add("commitInterval");
        this.commitInterval = interval;
        return this;
    }

    /**
     * Whether commits carry, as Kafka's metadata of a commit, what is finished above the committed offset, so that it is not handled
     * again after a restart or by whoever gets the partition next. Default true. Costs nothing while there is nothing; at most 4,096
     * characters a partition, and less if the broker's {@code offset.metadata.max.bytes} is lower. Metadata of other programs is
     * ignored, and overwritten.
     */
    public ConsumerGroupBuilder<K> completionMap(boolean carried) {
        given.add("completionMap");
        this.completionMap = carried;
        return this;
    }

    /** How long a rebalance waits for running handlers before it gives their partitions away. Default 30 seconds. */
    public ConsumerGroupBuilder<K> drain(Duration atMost) {
        given.add("drain");
        this.drain = atMost;
        return this;
    }

    /**
     * The longest that a handler may take. A call beyond it is interrupted and reported; its key (or partition) waits and its worker is
     * taken until it returns, and what it returns or throws counts. A stage beyond it counts as failed with {@link
     * HandlerTimeoutException}; what it brings later is ignored. Default none. Checked about every 20 ms.
     */
    public ConsumerGroupBuilder<K> timeout(Duration longest) {
        given.add("timeout");
        this.timeout = longest;
        return this;
    }

    /**
     * What to do about a partition of which nothing is finished for this long while there is something to do. Default {@link
     * Stalled#REPORT} after five minutes. Looked at each second.
     */
    public ConsumerGroupBuilder<K> watchdog(Duration after, Stalled action) {
        given.add("watchdog");
        this.stallsAfter = after;
        this.stalled = action;
        return this;
    }

    /**
     * Surrounds all handlers of the group; the first one added is the outermost.
     */
    public ConsumerGroupBuilder<K> interceptor(Interceptor interceptor) {
        interceptors.add(interceptor);
        return this;
    }

    /**
     * Only records that pass are handled; the others are done at once and counted ({@link Counts#filtered()}). Asked on a worker, before
     * interceptors and before the record is read; an exception is a failure of the record. Several filters must all be passed.
     */
    public ConsumerGroupBuilder<K> filter(Predicate<ConsumerRecord<byte[], byte[]>> passes) {
        this.filter = filter == null ? passes : filter.and(passes);
        return this;
    }

    /**
     * How members agree on who gets which partitions. Default {@link GroupProtocol#AUTO}; the property {@code group.protocol} decides
     * if this is left out.
     */
    public ConsumerGroupBuilder<K> protocol(GroupProtocol protocol) {
        this.protocol = protocol;
        return this;
    }

    /**
     * Any setting of Kafka's consumer, under Kafka's name; wins over the one of the connection. {@code auto.offset.reset} means: where
     * partitions begin that the group has never committed, unless {@link Topics#from} says it; {@code none} ends the group at one.
     */
    public ConsumerGroupBuilder<K> property(String key, Object value) {
        properties = properties.with(key, value);
        return this;
    }

    /** Hands the records of a topic to a handler. One handler a topic; several topics a group. */
    public <V> ConsumerGroupBuilder<K> on(String topic, Serde<V> values, Handler<? super K, ? super V> handler) {
        return on(Topics.of(topic), values, handler);
    }

    /** Hands the records of these topics to a handler. */
    public <V> ConsumerGroupBuilder<K> on(Topics topics, Serde<V> values, Handler<? super K, ? super V> handler) {
        return route(topics, HandlerKind.EACH, Route.single(new Reading<>(keys, values), handler));
    }

    /** {@link #on(String, Serde, Handler)} with a handler that returns before it is done. The concurrency counts messages in flight. */
    public <V> ConsumerGroupBuilder<K> onAsync(
            String topic, Serde<V> values, AsyncHandler<? super K, ? super V> handler) {
        return onAsync(Topics.of(topic), values, handler);
    }

    /** {@link #onAsync(String, Serde, AsyncHandler)} for these topics. */
    public <V> ConsumerGroupBuilder<K> onAsync(
            Topics topics, Serde<V> values, AsyncHandler<? super K, ? super V> handler) {
        return route(topics, HandlerKind.ASYNC, Route.async(new Reading<>(keys, values), handler));
    }

    /**
     * {@link #on(String, Serde, Handler)} with a handler that acknowledges each message itself.
     *
     * @param deadline after which a message that is not acknowledged counts as failed, with {@link HandlerTimeoutException}
     */
    public <V> ConsumerGroupBuilder<K> onManual(
            String topic, Serde<V> values, Duration deadline, ManualHandler<? super K, ? super V> handler) {
        return onManual(Topics.of(topic), values, deadline, handler);
    }

    /** {@link #onManual(String, Serde, Duration, ManualHandler)} for these topics. */
    public <V> ConsumerGroupBuilder<K> onManual(
            Topics topics, Serde<V> values, Duration deadline, ManualHandler<? super K, ? super V> handler) {
        if (deadline.isNegative() || deadline.isZero()) {
            problems.add("the deadline for acknowledgements of " + topics + " is " + deadline
                    + ", must be longer than zero");
        }
        return route(topics, HandlerKind.MANUAL, Route.manual(new Reading<>(keys, values), deadline, handler));
    }

    /**
     * {@link #on(String, Serde, Handler)} with a handler of several messages. With {@link Ordering#PARTITION} a batch holds messages of one partition in their
     * order, and the next one starts when all of them are done; with {@link Ordering#KEY} the same holds for a share of its keys; with
     * {@link Ordering#UNORDERED} batches run side by side.
     */
    public <V> ConsumerGroupBuilder<K> onBatch(
            String topic, Serde<V> values, Batching batching, BatchHandler<? super K, ? super V> handler) {
        return onBatch(Topics.of(topic), values, batching, handler);
    }

    /** {@link #onBatch(String, Serde, Batching, BatchHandler)} for these topics. */
    public <V> ConsumerGroupBuilder<K> onBatch(
            Topics topics, Serde<V> values, Batching batching, BatchHandler<? super K, ? super V> handler) {
        return route(topics, HandlerKind.BATCH, Route.batch(new Reading<>(keys, values), batching, handler));
    }

    private ConsumerGroupBuilder<K> route(Topics topics, HandlerKind kind, Route route) {
        routing.add(topics, kind, route);
        return this;
    }

    /**
     * @throws ConfigurationException naming every option that cannot work, and what to do
     * @throws IllegalStateException if the Leat is closed
     */
    public ConsumerGroup build() {
        String where = "consumer group '" + id + "'";
        List<String> all = new ArrayList<>(problems);
        all.addAll(optionProblems());
        try {
            properties.validate(where);
        } catch (ConfigurationException e) {
            all.addAll(e.problems());
        }
        if (all.isEmpty()) {
            checkAsKafkaDoes(all);
        }
        if (!all.isEmpty()) {
            throw new ConfigurationException(where, all);
        }
        KafkaProperties settings = connection.with(properties);
        ProtocolSource source = protocolSource(settings);
        GroupReport report =
                new GroupReport(plan(), routing.taking(), source, chosen -> consumerProperties(settings, chosen));
        ConsumerGroup group = new ConsumerGroup(id, new Engine(settings(source)), report, clients);
        clients.add(group);
        return group;
    }

    /** What Kafka's client would say to all settings together, but only on the owner thread. */
    private void checkAsKafkaDoes(List<String> problems) {
        KafkaProperties settings = connection.with(properties);
        Object other = properties.values().get(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        if (other != null && protocol != GroupProtocol.AUTO && !protocol.name().equalsIgnoreCase(other.toString())) {
            problems.add("protocol(" + protocol + ") and '" + ConsumerConfig.GROUP_PROTOCOL_CONFIG
                    + "' say different things; leave one of them out");
        }
        problems.addAll(ProtocolChoice.contradictions(protocol, settings.values()));
        if (!problems.isEmpty()) {
            return;
        }
        GroupProtocol likely =
                protocolBySettings(settings).map(ProtocolChoice::protocol).orElse(GroupProtocol.CLASSIC);
        try {
            ConsumerConfig kafka = GroupReport.asKafkaSees(consumerProperties(settings, likely));
            int longestRound = kafka.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
            if (drain.toMillis() >= longestRound) {
                problems.add("drain is " + drain + ", must be shorter than '"
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

    private List<String> optionProblems() {
        List<String> found = new ArrayList<>();
        if (id.isBlank()) {
            found.add("its id is blank; Kafka needs a name");
        }
        found.addAll(routing.problems());
        if (deadLetterTopic != null) {
            Routing.check(deadLetterTopic, found);
        }
        if (concurrency < 1) {
            found.add("concurrency is " + concurrency + ", must be 1 or more");
        }
        if (virtualThreads && !VirtualThreads.available()) {
            found.add("virtualThreads needs Java 21, this is Java "
                    + Runtime.version().feature() + "; leave it out or run on a newer one");
        }
        if (retry.attempts().isPresent() && givenUp == null) {
            found.add(
                    "retry ends after " + retry.attempts().getAsInt()
                            + " attempts, but nothing says what then; call deadLetters(topic), skipFailed() or stopOnFailure()");
        }
        if (!fatal.isEmpty() && givenUp == null) {
            found.add("fatal names failures not to be tried again, but nothing says what then; call deadLetters(topic),"
                    + " skipFailed() or stopOnFailure()");
        }
        if (deadLetterTopic != null && routing.wayTo(deadLetterTopic) != null) {
            found.add("the dead letter topic '" + deadLetterTopic + "' is one it consumes, "
                    + routing.wayTo(deadLetterTopic) + "; dead letters would go round");
        }
        if (bounds.records() < 1 || bounds.bytes() < 1) {
            found.add("maxUnfinished is " + bounds.records() + " records and " + bounds.bytes()
                    + " bytes, both must be 1 or more");
        }
        if (commitInterval.isNegative() || commitInterval.isZero()) {
            found.add("commitInterval is " + commitInterval + ", must be longer than zero");
        }
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            found.add("timeout is " + timeout + ", must be longer than zero");
        }
        if (stallsAfter.isNegative() || stallsAfter.isZero()) {
            found.add("watchdog looks after " + stallsAfter + ", must be longer than zero");
        }
        if (drain.isNegative()) {
            found.add("drain is " + drain + ", must not be negative");
        }
        return found;
    }

    private EngineSettings settings(ConsumerSource source) {
        DeadLetters deadLetters = deadLetterTopic == null
                ? (record, attempts, failure, whenSent) ->
                        whenSent.accept(new IllegalStateException("no dead letter topic"))
                : deadLetterProducer.to(deadLetterTopic, id);
        Journal journal = new Journal(id);
        Deadlines deadlines = new Deadlines(surroundings);
        Around around = new Around(
                id, List.copyOf(interceptors), surroundings.interceptor(), filter, timeout, deadlines, journal);
        return new EngineSettings(
                id,
                ordering,
                concurrency,
                virtualThreads,
                routing.sources(around, offsetReset(connection.with(properties)).origin()),
                new FailurePolicy(retry, List.copyOf(fatal), List.copyOf(retryable), givenUp),
                lastResort.policy(),
                deadLetters,
                journal,
                deadlines,
                bounds,
                commitInterval,
                completionMap,
                drain,
                Optional.of(sessionTimeout(connection.with(properties))),
                new WatchdogOrders(stallsAfter, stalled == Stalled.RESTART),
                source,
                surroundings);
    }

    private GroupPlan plan() {
        KafkaProperties settings = connection.with(properties);
        String reset = ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;
        Source resetBy = properties.values().containsKey(reset)
                ? Source.GROUP
                : connection.values().containsKey(reset) ? Source.CONNECTION : Source.DEFAULT;
        return new GroupPlan(
                id,
                routing.reported(offsetReset(settings).origin(), resetBy),
                routing.partitions(),
                ordering,
                concurrency,
                virtualThreads,
                retry,
                !fatal.isEmpty(),
                givenUp,
                deadLetterTopic,
                lastResort,
                timeout,
                stallsAfter,
                stalled,
                bounds,
                commitInterval,
                completionMap,
                drain,
                Set.copyOf(given),
                connection,
                properties);
    }

    /** Kafka's default is the same for both protocols. */
    private static Duration sessionTimeout(KafkaProperties settings) {
        Object millis = settings.values().getOrDefault(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 45_000);
        return Duration.ofMillis(Long.parseLong(millis.toString().trim()));
    }

    private static OffsetReset offsetReset(KafkaProperties settings) {
        return OffsetReset.of(settings.values().get(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG));
    }

    private Optional<ProtocolChoice> protocolBySettings(KafkaProperties settings) {
        return ProtocolChoice.bySettings(protocol, settings.values())
                .or(() ->
                        routing.partitions().isPresent() ? Optional.of(ProtocolChoice.NONE_NEEDED) : Optional.empty());
    }

    private ProtocolSource protocolSource(KafkaProperties settings) {
        return new ProtocolSource(
                id,
                surroundings,
                protocolBySettings(settings),
                settings.forClient(KafkaProperties.Client.ADMIN),
                chosen -> consumerProperties(settings, chosen));
    }

    private Map<String, Object> consumerProperties(KafkaProperties settings, GroupProtocol chosen) {
        Map<String, Object> all = settings.forClient(KafkaProperties.Client.CONSUMER);
        all.put(ConsumerConfig.GROUP_ID_CONFIG, id);
        all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, chosen.name().toLowerCase(Locale.ROOT));
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, offsetReset(settings).forKafka());
        // A misspelt topic shall not come into being because someone asked for it.
        all.putIfAbsent(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        if (chosen == GroupProtocol.CLASSIC) {
            // Kafka's own default takes all partitions from all members at each rebalance (KIP-429).
            all.putIfAbsent(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        }
        return all;
    }
}
