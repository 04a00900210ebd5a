package dev.leat.core;

import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.internal.ConsumerSource;
import dev.leat.core.internal.Engine;
import dev.leat.core.internal.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link Tail}; what they share with a group's is told there. For one thread; {@link #build()} checks
 * everything at once.
 *
 * @param <K> what keys are read as
 * @since 0.1
 */
public final class TailBuilder<K> {
    private static final long SHORTEST_AGE_MILLIS = 100;
    private static final int AGE_MILLIS = 5_000;

    private final String name;
    private final Serde<K> keys;
    private final ConsumerOptions options;
    private final Clients clients;
    private @Nullable Start start;

    TailBuilder(String name, Serde<K> keys, ConsumerOptions options, Clients clients) {
        this.name = name;
        this.keys = keys;
        this.options = options;
        this.clients = clients;
    }

    /** By which it goes in logs, in the names of threads, for interceptors and in dead letters. */
    static String label(String name) {
        return "tail:" + name;
    }

    /**
     * {@link ConsumerGroupBuilder#keys}.
     *
     * @throws IllegalStateException if a handler came before
     */
    public <T> TailBuilder<T> keys(Serde<T> serde) {
        if (!options.routing().isEmpty()) {
            throw new IllegalStateException("tail '" + name + "': call keys(…) before on(…)");
        }
        TailBuilder<T> other = new TailBuilder<>(name, serde, options, clients);
        other.start = start;
        return other;
    }

    /**
     * Where topics begin that do not say it themselves with {@link Topics#from}. Wins over the property {@code auto.offset.reset}.
     * Default {@link Start#earliest()}.
     */
    public TailBuilder<K> from(Start start) {
        this.start = start;
        return this;
    }

    /** {@link ConsumerGroupBuilder#ordering}. */
    public TailBuilder<K> ordering(Ordering ordering) {
        options.ordering(ordering);
        return this;
    }

    /** {@link ConsumerGroupBuilder#concurrency}. */
    public TailBuilder<K> concurrency(int handlers) {
        options.concurrency(handlers);
        return this;
    }

    /** {@link ConsumerGroupBuilder#virtualThreads}. */
    public TailBuilder<K> virtualThreads() {
        options.virtualThreads();
        return this;
    }

    /** {@link ConsumerGroupBuilder#retry}. */
    public TailBuilder<K> retry(Retry retry) {
        options.failures().retry(retry);
        return this;
    }

    /** {@link ConsumerGroupBuilder#fatal}. */
    @SafeVarargs
    public final TailBuilder<K> fatal(Class<? extends Throwable>... failures) {
        for (Class<? extends Throwable> failure : failures) {
            options.failures().fatal(failure);
        }
        return this;
    }

    /** {@link ConsumerGroupBuilder#neverGiveUp}. */
    @SafeVarargs
    public final TailBuilder<K> neverGiveUp(Class<? extends Throwable>... failures) {
        for (Class<? extends Throwable> failure : failures) {
            options.failures().neverGiveUp(failure);
        }
        return this;
    }

    /** {@link ConsumerGroupBuilder#retryable}. */
    @SafeVarargs
    public final TailBuilder<K> retryable(Class<? extends Throwable>... failures) {
        for (Class<? extends Throwable> failure : failures) {
            options.failures().retryable(failure);
        }
        return this;
    }

    /** {@link ConsumerGroupBuilder#deadLetters(String)}. Each process that has such a tail sends one. */
    public TailBuilder<K> deadLetters(String topic) {
        options.failures().deadLetters(topic);
        return this;
    }

    /** {@link ConsumerGroupBuilder#deadLetters(String, LastResort)}. */
    public TailBuilder<K> deadLetters(String topic, LastResort lastResort) {
        options.failures().deadLetters(topic, lastResort);
        return this;
    }

    /** {@link ConsumerGroupBuilder#skipFailed}. */
    public TailBuilder<K> skipFailed() {
        options.failures().skipFailed();
        return this;
    }

    /** {@link ConsumerGroupBuilder#stopOnFailure}. */
    public TailBuilder<K> stopOnFailure() {
        options.failures().stopOnFailure();
        return this;
    }

    /** {@link ConsumerGroupBuilder#maxUnfinished}. */
    public TailBuilder<K> maxUnfinished(int records, long bytes) {
        options.maxUnfinished(records, bytes);
        return this;
    }

    /** {@link ConsumerGroupBuilder#timeout}. */
    public TailBuilder<K> timeout(Duration longest) {
        options.timeout(longest);
        return this;
    }

    /** {@link ConsumerGroupBuilder#watchdog}. */
    public TailBuilder<K> watchdog(Duration after, Stalled action) {
        options.watchdog(after, action);
        return this;
    }

    /** {@link ConsumerGroupBuilder#interceptor}. */
    public TailBuilder<K> interceptor(Interceptor interceptor) {
        options.interceptor(interceptor);
        return this;
    }

    /** {@link ConsumerGroupBuilder#filter}. */
    public TailBuilder<K> filter(Predicate<ConsumerRecord<byte[], byte[]>> passes) {
        options.filter(passes);
        return this;
    }

    /**
     * Any setting of Kafka's consumer, under Kafka's name; wins over the one of the connection. {@code metadata.max.age.ms}, five
     * seconds unless set otherwise, is how often a tail looks for new partitions and topics.
     */
    public TailBuilder<K> property(String key, Object value) {
        options.property(key, value);
        return this;
    }

    /** {@link ConsumerGroupBuilder#on(String, Serde, Handler)}. */
    public <V> TailBuilder<K> on(String topic, Serde<V> values, Handler<? super K, ? super V> handler) {
        return on(Topics.of(topic), values, handler);
    }

    /** Hands the records of these topics to a handler. Names, patterns and partitions go together in a tail. */
    public <V> TailBuilder<K> on(Topics topics, Serde<V> values, Handler<? super K, ? super V> handler) {
        return route(topics, HandlerKind.EACH, Route.single(new Reading<>(keys, values), handler));
    }

    /** {@link ConsumerGroupBuilder#onAsync(String, Serde, AsyncHandler)}. */
    public <V> TailBuilder<K> onAsync(String topic, Serde<V> values, AsyncHandler<? super K, ? super V> handler) {
        return onAsync(Topics.of(topic), values, handler);
    }

    /** {@link #onAsync(String, Serde, AsyncHandler)} for these topics. */
    public <V> TailBuilder<K> onAsync(Topics topics, Serde<V> values, AsyncHandler<? super K, ? super V> handler) {
        return route(topics, HandlerKind.ASYNC, Route.async(new Reading<>(keys, values), handler));
    }

    /** {@link ConsumerGroupBuilder#onManual(String, Serde, Duration, ManualHandler)}. */
    public <V> TailBuilder<K> onManual(
            String topic, Serde<V> values, Duration deadline, ManualHandler<? super K, ? super V> handler) {
        return onManual(Topics.of(topic), values, deadline, handler);
    }

    /** {@link #onManual(String, Serde, Duration, ManualHandler)} for these topics. */
    public <V> TailBuilder<K> onManual(
            Topics topics, Serde<V> values, Duration deadline, ManualHandler<? super K, ? super V> handler) {
        options.checkDeadline(topics, deadline);
        return route(topics, HandlerKind.MANUAL, Route.manual(new Reading<>(keys, values), deadline, handler));
    }

    /** {@link ConsumerGroupBuilder#onBatch(String, Serde, Batching, BatchHandler)}. */
    public <V> TailBuilder<K> onBatch(
            String topic, Serde<V> values, Batching batching, BatchHandler<? super K, ? super V> handler) {
        return onBatch(Topics.of(topic), values, batching, handler);
    }

    /** {@link #onBatch(String, Serde, Batching, BatchHandler)} for these topics. */
    public <V> TailBuilder<K> onBatch(
            Topics topics, Serde<V> values, Batching batching, BatchHandler<? super K, ? super V> handler) {
        return route(topics, HandlerKind.BATCH, Route.batch(new Reading<>(keys, values), batching, handler));
    }

    private TailBuilder<K> route(Topics topics, HandlerKind kind, Route route) {
        options.routing().add(topics, kind, route);
        return this;
    }

    /**
     * @throws ConfigurationException naming every option that cannot work, and what to do
     * @throws IllegalStateException if the Leat is closed
     */
    public Tail build() {
        String where = "tail '" + name + "'";
        List<String> problems = new ArrayList<>();
        if (name.isBlank()) {
            problems.add("its name is blank");
        }
        problems.addAll(options.problems(where));
        if (problems.isEmpty()) {
            checkAsKafkaDoes(problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(where, problems);
        }
        Map<String, Object> consumer = consumerProperties();
        ConsumerSource source = waiting -> options.surroundings().consumer(consumer);
        Engine engine = new Engine(options.settings(
                (around, unset) -> options.routing().tailSources(around, origin(unset), age()),
                Optional.empty(),
                source));
        Tail tail = new Tail(name, engine);
        clients.add(tail);
        engine.initialise();
        return tail;
    }

    private void checkAsKafkaDoes(List<String> problems) {
        if (origin(options.offsetReset().origin()) instanceof Origin.Nowhere) {
            problems.add("'" + ConsumerConfig.AUTO_OFFSET_RESET_CONFIG
                    + "' is 'none', but a tail has no committed offsets to begin at; say where with from(…)");
        }
        try {
            var unused = GroupReport.asKafkaSees(consumerProperties());
        } catch (ConfigException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private Origin origin(Origin unset) {
        return start == null ? unset : start.origin();
    }

    /** How old the client's picture of the cluster may be is how often it is worth a look. */
    private Duration age() {
        Object millis = consumerProperties().get(ConsumerConfig.METADATA_MAX_AGE_CONFIG);
        return Duration.ofMillis(Math.max(
                SHORTEST_AGE_MILLIS, Long.parseLong(String.valueOf(millis).trim())));
    }

    /** Without all that is about groups. */
    private Map<String, Object> consumerProperties() {
        Map<String, Object> all = options.consumerProperties();
        all.remove(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);
        all.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        all.put(
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                GroupProtocol.CLASSIC.name().toLowerCase(Locale.ROOT));
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, OffsetReset.FOR_LOST_POSITIONS);
        all.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, AGE_MILLIS);
        return all;
    }
}
