package dev.leat.core;

import dev.leat.core.internal.Nanos;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

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
    private final Shared shared;
    private final Clients clients;
    private final DeadLetterProducer deadLetters;

    Leat(KafkaProperties properties, Surroundings surroundings, Shared shared) {
        this.properties = properties;
        this.surroundings = surroundings;
        this.shared = shared;
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
        return new ConsumerOptions(label, surroundings, properties, deadLetters, shared);
    }

    /** A new producer of such values, with keys as text. */
    public <V> ProducerBuilder<String, V> producer(Serde<V> values) {
        return new ProducerBuilder<>(
                Serde.text(), values, shared.stamp(), shared.sends(), properties, surroundings, clients);
    }

    /**
     * A producer that sends in transactions.
     *
     * @param id Kafka's {@code transactional.id}: the same in each life of the process, and no other's at the same time
     * @throws ConfigurationException if the id is blank, or another open producer of this Leat has it
     * @throws IllegalStateException if this is closed
     */
    public TransactionalProducer transactionalProducer(String id) {
        if (id.isBlank()) {
            throw new ConfigurationException(
                    "transactional producer", "its id is blank; Kafka needs one that is the same in each life");
        }
        Map<String, Object> all = properties.forClient(KafkaProperties.Client.PRODUCER);
        TransactionalProducer producer =
                new TransactionalProducer(id, TransactionalProducer.properties(all, id), shared, surroundings, clients);
        clients.add(producer);
        return producer;
    }

    /** What the connection and all groups are set to that are not closed, and what of that may go wrong. */
    public StartupReport report() {
        return clients.report();
    }

    /** The settings as given, for a client of Kafka's own. May hold secrets. */
    public Map<String, Object> properties() {
        return properties.values();
    }

    /**
     * A new client of Kafka's admin API with the connection's settings; closed by the caller.
     *
     * @param overrides settings of that client, under Kafka's names; win over the connection's
     * @return empty where the cluster cannot be asked about itself, as on the test kit
     * @throws ConfigurationException naming every override that cannot work
     * @throws org.apache.kafka.common.KafkaException if it cannot be made, because no broker's name can be looked up, say
     */
    public Optional<Admin> admin(Map<String, ?> overrides) {
        KafkaProperties own = KafkaProperties.of(overrides);
        own.validate("admin client");
        List<String> contradictions = properties.contradictions(own);
        if (!contradictions.isEmpty()) {
            throw new ConfigurationException("admin client", contradictions);
        }
        return surroundings.admin(properties.with(own).forClient(KafkaProperties.Client.ADMIN));
    }

    /** Where its clients, time and threads come from: for what is built upon it. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** Whether it is closed or being closed, so that nothing new can be made of it. */
    public boolean isClosed() {
        return clients.isClosed();
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
