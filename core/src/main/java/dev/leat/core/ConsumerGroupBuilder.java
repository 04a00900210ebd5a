package dev.leat.core;

import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.internal.Engine;
import dev.leat.core.internal.ProtocolSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Collects the options of a {@link ConsumerGroup}. For one thread; {@link #build()} checks everything at once.
 *
 * @param <K> what keys are read as
 */
public final class ConsumerGroupBuilder<K> {
    private final String id;
    private final Serde<K> keys;
    private final ConsumerOptions options;
    private final Clients clients;
    private GroupProtocol protocol = GroupProtocol.AUTO;

    ConsumerGroupBuilder(String id, Serde<K> keys, ConsumerOptions options, Clients clients) {
        this.id = id;
        this.keys = keys;
        this.options = options;
        this.clients = clients;
    }

    /**
     * How keys are read. Default UTF-8 text. Comes before the handlers, since it decides their type; this builder is of no use then,
     * go on with the one returned.
     *
     * @throws IllegalStateException if a handler came before
     */
    public <T> ConsumerGroupBuilder<T> keys(Serde<T> serde) {
        if (!options.routing().isEmpty()) {
            throw new IllegalStateException("consumer group '" + id + "': call keys(…) before on(…)");
        }
        ConsumerGroupBuilder<T> other = new ConsumerGroupBuilder<>(id, serde, options, clients);
        other.protocol = protocol;
        return other;
    }

    /** Which records wait for each other. Default {@link Ordering#PARTITION}. */
    public ConsumerGroupBuilder<K> ordering(Ordering ordering) {
        options.ordering(ordering);
        return this;
    }

    /**
     * The most handlers at a time, over all partitions of this member. Default 1. With {@link Ordering#PARTITION} more than the number
     * of assigned partitions is of no use; with {@link Ordering#KEY} it is what the handlers wait for, times the rate they shall reach.
     */
    public ConsumerGroupBuilder<K> concurrency(int handlers) {
        options.concurrency(handlers);
        return this;
    }

    /** Runs handlers on virtual threads instead of a pool. Needs Java 21; for handlers that mostly wait, in hundreds. */
    public ConsumerGroupBuilder<K> virtualThreads() {
        options.virtualThreads();
        return this;
    }

    /** How failed records are tried again. Default: pauses from 0.2 to 30 seconds, for ever. */
    public ConsumerGroupBuilder<K> retry(Retry retry) {
        options.failures().retry(retry);
        return this;
    }

    /**
     * Failures of these classes, or caused by one, are not tried again: what happens to records without attempts left happens at
     * once. {@link SerdeException} and {@link TombstoneException} are always among them.
     */
    @SafeVarargs
    public final ConsumerGroupBuilder<K> fatal(Class<? extends Throwable>... failures) {
        for (Class<? extends Throwable> failure : failures) {
            options.failures().fatal(failure);
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
            options.failures().retryable(failure);
        }
        return this;
    }

    /**
     * Failures of these classes, or caused by one, forbid to give the record up, whatever {@link #retry} says: it is tried again until it
     * succeeds, and its offset is not committed before. With {@link Retry#none()} and {@link #skipFailed()} everything but these is
     * committed whether it failed or not.
     */
    @SafeVarargs
    public final ConsumerGroupBuilder<K> neverGiveUp(Class<? extends Throwable>... failures) {
        for (Class<? extends Throwable> failure : failures) {
            options.failures().neverGiveUp(failure);
        }
        return this;
    }

    /**
     * Failed records without attempts left, and unreadable ones at once, go to this topic: with key, value and headers as they were,
     * and {@link DeadLetter headers} that say where they come from and why. Their offsets are committed after the topic has confirmed.
     */
    public ConsumerGroupBuilder<K> deadLetters(String topic) {
        options.failures().deadLetters(topic);
        return this;
    }

    /** {@link #deadLetters(String)}, and what becomes of a record whose dead letter cannot be sent. Default {@link LastResort#hold()}. */
    public ConsumerGroupBuilder<K> deadLetters(String topic, LastResort lastResort) {
        options.failures().deadLetters(topic, lastResort);
        return this;
    }

    /** Failed records without attempts left are logged and passed over. */
    public ConsumerGroupBuilder<K> skipFailed() {
        options.failures().skipFailed();
        return this;
    }

    /** A failed record without attempts left ends the group, and is delivered again when it is started anew. */
    public ConsumerGroupBuilder<K> stopOnFailure() {
        options.failures().stopOnFailure();
        return this;
    }

    /**
     * The most records and bytes of one partition that are in memory at a time; then it is paused until half of that is done. Defaults
     * 10,000 records and 16 MiB. One fetch may come on top.
     */
    public ConsumerGroupBuilder<K> maxUnfinished(int records, long bytes) {
        options.maxUnfinished(records, bytes);
        return this;
    }

    /** The least time between two commits. Default one second. What was finished since is repeated after a crash. */
    public ConsumerGroupBuilder<K> commitInterval(Duration interval) {
        options.commitInterval(interval);
        return this;
    }

    /**
     * Whether commits carry, as Kafka's metadata of a commit, what is finished above the committed offset, so that it is not handled
     * again after a restart or by whoever gets the partition next. Default true. Costs nothing while there is nothing; at most 4,096
     * characters a partition, and less if the broker's {@code offset.metadata.max.bytes} is lower. Metadata of other programs is
     * ignored, and overwritten.
     */
    public ConsumerGroupBuilder<K> completionMap(boolean carried) {
        options.completionMap(carried);
        return this;
    }

    /** How long a rebalance waits for running handlers before it gives their partitions away. Default 30 seconds. */
    public ConsumerGroupBuilder<K> drain(Duration atMost) {
        options.drain(atMost);
        return this;
    }

    /**
     * The longest that a handler may take. A call beyond it is interrupted and reported; its key (or partition) waits and its worker is
     * taken until it returns, and what it returns or throws counts. A stage beyond it counts as failed with {@link
     * HandlerTimeoutException}; what it brings later is ignored. Default none. Checked about every 20 ms.
     */
    public ConsumerGroupBuilder<K> timeout(Duration longest) {
        options.timeout(longest);
        return this;
    }

    /**
     * What to do about a partition of which nothing is finished for this long while there is something to do. Default {@link
     * Stalled#REPORT} after five minutes. Looked at each second.
     */
    public ConsumerGroupBuilder<K> watchdog(Duration after, Stalled action) {
        options.watchdog(after, action);
        return this;
    }

    /**
     * Surrounds all handlers of the group; the first one added is the outermost.
     */
    public ConsumerGroupBuilder<K> interceptor(Interceptor interceptor) {
        options.interceptor(interceptor);
        return this;
    }

    /**
     * Told of each change of the group's state, in order, on a thread of its own; the group never waits for it. Beyond 1,000 that wait, changes are
     * dropped. Several listeners are told one after the other.
     */
    public ConsumerGroupBuilder<K> onStateChange(GroupStateListener listener) {
        options.onStateChange(listener);
        return this;
    }

    /**
     * Run each time the group stops or is closed: after the last call of a handler has returned, and before the last commit. So what a
     * handler has kept can be worked off and acknowledged here. On a thread of its own; at the latest when half of the time is over that
     * handlers have, also if some still run. A failure is logged. Several are run in their order.
     */
    public ConsumerGroupBuilder<K> beforeStop(Runnable hook) {
        options.beforeStop(hook);
        return this;
    }

    /**
     * Only records that pass are handled; the others are done at once and counted ({@link Counts#filtered()}). Asked on a worker, before
     * interceptors and before the record is read; an exception is a failure of the record. Several filters must all be passed.
     */
    public ConsumerGroupBuilder<K> filter(Predicate<ConsumerRecord<byte[], byte[]>> passes) {
        options.filter(passes);
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
        options.property(key, value);
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
        options.checkDeadline(topics, deadline);
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

    /**
     * {@link #on(String, Serde, Handler)} with a handler whose results are sent in a transaction, together with what says that the messages are
     * done: each is handled exactly once, as far as those can see who read with {@code isolation.level=read_committed}. One transaction for
     * each batch of a partition; needs {@link Ordering#PARTITION}, and all topics of the group with such handlers.
     *
     * <p>The id of the transactions belongs to the partition ({@code group:topic:partition}), so whoever gets it next ends what is open, and one that
     * was frozen commits nothing when it wakes up. Brokers end those that take longer than {@code transaction.timeout.ms} (default a minute), a
     * {@link #property} as all of Kafka's producer. Dead letters are outside of transactions: they stand at least once.
     *
     * @param batching the most messages of a transaction, and how long the first waits for others
     */
    public <V> ConsumerGroupBuilder<K> onTransaction(
            String topic, Serde<V> values, Batching batching, TransactionHandler<? super K, ? super V> handler) {
        return onTransaction(Topics.of(topic), values, batching, handler);
    }

    /** {@link #onTransaction(String, Serde, Batching, TransactionHandler)} for these topics. */
    public <V> ConsumerGroupBuilder<K> onTransaction(
            Topics topics, Serde<V> values, Batching batching, TransactionHandler<? super K, ? super V> handler) {
        return route(
                topics,
                HandlerKind.TRANSACTION,
                Route.transaction(new Reading<>(keys, values), batching, handler, options.transactions()));
    }

    /**
     * The messages of a topic, to be fetched instead of handled. Note that this is not the builder; go on with it as before.
     *
     * <pre>{@code
     * ConsumerGroupBuilder<String> builder = leat.consumerGroup("billing");
     * Messages<String, Order> orders = builder.messages("orders", Json.of(Order.class), Duration.ofMinutes(5));
     * try (ConsumerGroup billing = builder.build()) {
     *     billing.start();
     *     for (var held = orders.take(); held.isPresent(); held = orders.take()) {
     *         charge(held.get().message().value());
     *         held.get().commitAndRelease();
     *     }
     * }
     * }</pre>
     *
     * @param deadline after which a message that was neither released nor failed has leaked; see {@link Held}. Counts from when it was
     *     fetched
     */
    public <V> Messages<K, V> messages(String topic, Serde<V> values, Duration deadline) {
        return messages(Topics.of(topic), values, deadline);
    }

    /** {@link #messages(String, Serde, Duration)} for these topics. */
    public <V> Messages<K, V> messages(Topics topics, Serde<V> values, Duration deadline) {
        options.checkDeadline(topics, deadline);
        Messages<K, V> messages = options.messages();
        options.routing()
                .add(topics, HandlerKind.FETCHED, Route.fetched(new Reading<>(keys, values), deadline, messages));
        return messages;
    }

    private ConsumerGroupBuilder<K> route(Topics topics, HandlerKind kind, Route route) {
        options.routing().add(topics, kind, route);
        return this;
    }

    /**
     * @throws ConfigurationException naming every option that cannot work, and what to do
     * @throws IllegalStateException if the Leat is closed
     */
    public ConsumerGroup build() {
        String where = "consumer group '" + id + "'";
        GroupClient client = new GroupClient(id, protocol, options);
        List<String> all = new ArrayList<>();
        if (id.isBlank()) {
            all.add("its id is blank; Kafka needs a name");
        }
        all.addAll(options.problems(where));
        all.addAll(options.routing().problemsOfAGroup());
        if (all.isEmpty()) {
            client.addProblems(all);
        }
        if (!all.isEmpty()) {
            throw new ConfigurationException(where, all);
        }
        ProtocolSource source = client.source();
        GroupReport report = new GroupReport(options.plan(), options.routing().taking(), source, client::properties);
        Engine engine =
                new Engine(options.settings(options.routing()::sources, Optional.of(client.sessionTimeout()), source));
        ConsumerGroup group = new ConsumerGroup(id, engine, report, clients);
        clients.add(group);
        engine.initialise();
        return group;
    }
}
