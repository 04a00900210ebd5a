package dev.leat.micrometer;

import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Interceptor;
import dev.leat.core.LeatBuilder;
import dev.leat.core.Producer;
import dev.leat.core.SendInterceptor;
import dev.leat.core.Tail;
import dev.leat.core.health.Health;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Meters of what Leat does, in one registry of Micrometer.
 *
 * <pre>{@code
 * LeatMeters meters = LeatMeters.of(registry);
 * Leat leat = meters.applyTo(Leat.builder().brokers(brokers)).build(); // messages handled and sent
 * meters.bind(billing); // state, lag and counts of a group
 * meters.bind(health);
 * }</pre>
 *
 * <p>Names and tags are those of OpenTelemetry's conventions for messaging where it has some, else begin with {@code leat}. Tags are topics,
 * partitions, groups and classes of failures, of which one topic has at most 20; never keys. What went well has {@code error.type} {@code
 * none}, since some systems want all meters of a name to have the same tags.
 *
 * <p>All methods may be called from any thread. A message costs two look-ups by name, two readings of the registry's clock and what the
 * registry takes for a timer and a counter.
 *
 * @since 0.1
 */
public final class LeatMeters {
    private final MeterRegistry registry;
    private final HandledMeters handled;
    private final SentMeters sent;
    private final Bound bound = new Bound();

    private LeatMeters(MeterRegistry registry) {
        this.registry = registry;
        this.handled = new HandledMeters(registry);
        this.sent = new SentMeters(registry);
    }

    /** What something is bound by; closed, its meters are removed. A second call does nothing. */
    @FunctionalInterface
    public interface Binding extends AutoCloseable {
        @Override
        void close();
    }

    /** Meters of this registry, with its clock. One for each registry, or messages are counted twice. */
    public static LeatMeters of(MeterRegistry registry) {
        return new LeatMeters(registry);
    }

    /** Adds both interceptors. */
    public LeatBuilder applyTo(LeatBuilder builder) {
        return builder.interceptor(interceptor()).sendInterceptor(sendInterceptor());
    }

    /**
     * Of all messages that are handled, by group and topic:
     *
     * <ul>
     *   <li>{@code messaging.client.consumed.messages}, a counter: those that were given to a handler for the first time in an assignment of
     *       their partition; fetched ones, that are there to be fetched
     *   <li>{@code messaging.process.duration}, a timer with buckets: each call of a handler, until its stage ends or it is acknowledged. A
     *       batch is one call. Fetched messages have none
     * </ul>
     *
     * The first one of a group measures what all others do, too.
     */
    public Interceptor interceptor() {
        return handled;
    }

    /**
     * Of all messages that producers send, by topic; dead letters are counted by {@link #bind(ConsumerGroup)}:
     *
     * <ul>
     *   <li>{@code messaging.client.sent.messages}, a counter: those that were confirmed, or failed
     *   <li>{@code messaging.client.operation.duration}, a timer with buckets: from the call until then
     * </ul>
     */
    public SendInterceptor sendInterceptor() {
        return sent;
    }

    /**
     * What a group does:
     *
     * <ul>
     *   <li>{@code leat.consumer.state}, a gauge for each {@link GroupState}: 1 for the one it is in, 0 for others
     *   <li>counters for all of {@link dev.leat.core.Counts}, such as {@code leat.consumer.dead.letters}
     *   <li>gauges for each of its partitions: {@code leat.consumer.lag} in records, {@code leat.consumer.lag.time}, {@code
     *       leat.consumer.standing}, {@code leat.consumer.in.hand}, {@code leat.consumer.paused}. NaN while the value is not known; gone with the
     *       partition
     *   <li>{@code leat.consumer.partitions}, a gauge: how many it has
     * </ul>
     *
     * Gauges of partitions are asked for together, by the first that is looked at, at most once a second; that one waits up to 100 ms, if
     * the group's thread is busy.
     *
     * @throws ConfigurationException if another group of that id is bound that is not closed
     */
    public Binding bind(ConsumerGroup group) {
        return bound.bind(
                "consumer group '" + group.id() + "'",
                group,
                () -> group.state() == GroupState.CLOSED,
                () -> GroupMeters.register(group, registry));
    }

    /**
     * State and counts of a tail, under the names of a group's; as its group stands {@code tail:} and its name.
     *
     * @throws ConfigurationException if another tail of that name is bound that is not closed
     */
    public Binding bind(Tail tail) {
        return bound.bind(
                "tail '" + tail.name() + "'",
                tail,
                () -> tail.state() == GroupState.CLOSED,
                () -> MemberMeters.register(tail, registry));
    }

    /**
     * {@code leat.producer.failure.reports.dropped}, a counter, by the tag {@code producer}: see {@link Producer#droppedFailureReports()}.
     *
     * @param name by which it is told from other producers
     * @throws ConfigurationException if another producer is bound under that name
     */
    public Binding bind(String name, Producer<?, ?> producer) {
        return bound.bind("producer '" + name + "'", producer, () -> false, () -> {
            Registered meters = new Registered(registry);
            meters.counter(
                    "leat.producer.failure.reports.dropped",
                    producer,
                    Producer::droppedFailureReports,
                    "producer",
                    name);
            return meters::remove;
        });
    }

    /**
     * {@code leat.health.status}, and {@code leat.health.check.status} by the tag {@code check}, both gauges: 0 for OK, 1 for a warning, 2 for
     * critical.
     *
     * @throws ConfigurationException if another one is bound
     */
    public Binding bind(Health health) {
        return bound.bind("health", health, () -> false, () -> HealthMeters.register(health, registry));
    }

    @Override
    public String toString() {
        return "LeatMeters[" + registry.getClass().getSimpleName() + "]";
    }
}
