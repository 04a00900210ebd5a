package dev.leat.core;

import dev.leat.core.internal.Nanos;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The connection settings to one Kafka cluster, and the way to everything that runs on them.
 *
 * <p>Making one promises no connection: Kafka may be away. Immutable settings; safe for use by many threads.
 *
 * <pre>{@code
 * try (Leat leat = Leat.create("localhost:9092")) {
 *     ConsumerGroup billing = leat.consumerGroup("billing")
 *             .on("orders", Json.of(Order.class), message -> charge(message.value()))
 *             .build();
 *     billing.start();
 *     billing.awaitStopped();
 * }
 * }</pre>
 */
public final class Leat implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final KafkaProperties properties;
    private final Surroundings surroundings;
    private final Clients clients;
    private final DeadLetterProducer deadLetters;

    Leat(KafkaProperties properties, Surroundings surroundings) {
        this.properties = properties;
        this.surroundings = surroundings;
        this.clients = new Clients(surroundings, new Reports(properties));
        this.deadLetters = new DeadLetterProducer(properties, surroundings);
    }

    /**
     * A plain connection.
     *
     * @param brokers {@code host:port}, several separated by commas
     * @throws ConfigurationException if that is no such list
     */
    public static Leat create(String brokers) {
        return builder().brokers(brokers).build();
    }

    public static LeatBuilder builder() {
        return new LeatBuilder();
    }

    /** A new consumer group, with keys as text. Nothing runs before {@link ConsumerGroup#start()}. */
    public ConsumerGroupBuilder<String> consumerGroup(String id) {
        return new ConsumerGroupBuilder<>(id, Serde.text(), options(id), clients);
    }

    /**
     * A new tail: it reads every partition of its topics, in every process that has one, without a group and without commits. Keys are
     * text. Nothing runs before {@link Tail#start()}.
     */
    public TailBuilder<String> tail(String name) {
        return new TailBuilder<>(name, Serde.text(), options(TailBuilder.label(name)), clients);
    }

    private ConsumerOptions options(String label) {
        return new ConsumerOptions(label, surroundings, properties, deadLetters);
    }

    /** A new producer of such values, with keys as text. */
    public <V> ProducerBuilder<String, V> producer(Serde<V> values) {
        return new ProducerBuilder<>(Serde.text(), values, properties, surroundings, clients);
    }

    /** What the connection and all groups are set to that are not closed, and what of that may go wrong. */
    public StartupReport report() {
        return clients.report();
    }

    /** The settings as given, for a client of Kafka's own. May hold secrets. */
    public Map<String, Object> properties() {
        return properties.values();
    }

    /** Closes all groups and tails, then all producers, within 30 seconds. */
    @Override
    public void close() {
        close(CLOSE);
    }

    /** Closes all groups and tails, then all producers, within the given time. A second call does nothing. */
    public void close(Duration atMost) {
        long deadline = surroundings.nanos() + Nanos.of(atMost);
        clients.close(atMost);
        deadLetters.close(Duration.ofNanos(Math.max(0, deadline - surroundings.nanos())));
    }

    /** Without the settings' values, some of which are secrets. */
    @Override
    public String toString() {
        return "Leat[" + properties.values().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) + "]";
    }
}
