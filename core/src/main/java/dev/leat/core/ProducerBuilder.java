package dev.leat.core;

import dev.leat.core.spi.Surroundings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link Producer}. For one thread; {@link #build()} checks everything at once.
 *
 * @param <K> what keys are written from
 * @param <V> what values are written from
 */
public final class ProducerBuilder<K, V> {
    private final Serde<K> keys;
    private final Serde<V> values;
    private final KafkaProperties connection;
    private final Surroundings surroundings;
    private final Clients clients;
    private KafkaProperties properties = KafkaProperties.NONE;
    private @Nullable SendFailureListener failures;
    private Stamp stamp;
    private final Sends sends;

    ProducerBuilder(
            Serde<K> keys,
            Serde<V> values,
            Stamp stamp,
            Sends sends,
            KafkaProperties connection,
            Surroundings surroundings,
            Clients clients) {
        this.keys = keys;
        this.values = values;
        this.stamp = stamp;
        this.sends = sends;
        this.connection = connection;
        this.surroundings = surroundings;
        this.clients = clients;
    }

    /** How keys are written. Default UTF-8 text. */
    public <T> ProducerBuilder<T, V> keys(Serde<T> serde) {
        ProducerBuilder<T, V> other =
                new ProducerBuilder<>(serde, values, stamp, sends, connection, surroundings, clients);
        other.properties = properties;
        other.failures = failures;
        return other;
    }

    /**
     * Told of each message that could not be sent, besides its future, if it has one. Default none. Called on a thread of its own; if it is slow, reports
     * beyond 1,000 waiting ones are dropped and counted ({@link Producer#droppedFailureReports()}). Senders never wait for it.
     */
    public ProducerBuilder<K, V> onFailure(SendFailureListener listener) {
        this.failures = listener;
        return this;
    }

    /**
     * A header of every message. Stands before those of the message itself, so that one of the same name there counts. Several of one name
     * are all sent.
     */
    public ProducerBuilder<K, V> header(String name, String value) {
        return header(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** {@link #header(String, String)} with bytes. */
    public ProducerBuilder<K, V> header(String name, byte[] value) {
        stamp = stamp.with(new RecordHeader(name, value.clone()));
        return this;
    }

    /**
     * The most that a message may take, key, value and headers together, in bytes. Default 1,048,576, which is also about what a topic takes
     * unless its {@code max.message.bytes} says otherwise. Kafka's {@code max.request.size}.
     */
    public ProducerBuilder<K, V> maxMessageBytes(int bytes) {
        return property(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, bytes);
    }

    /**
     * Messages count as sent once the leader alone has them: quicker, and lost if it fails before its followers have asked for them. Without
     * idempotence, which needs all: after a failure of the network messages may stand twice, or in another order.
     */
    public ProducerBuilder<K, V> leaderAcks() {
        return property(ProducerConfig.ACKS_CONFIG, "1").property(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    }

    /** Keys are sent and do not decide the partition: messages go to all of them alike, and those of a key keep no order. */
    public ProducerBuilder<K, V> anyPartition() {
        return property(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, true);
    }

    /**
     * Any setting of Kafka's producer, under Kafka's name; wins over the one of the connection. Without them, sending is idempotent and
     * waits for all in-sync replicas ({@code acks=all}).
     */
    public ProducerBuilder<K, V> property(String key, Object value) {
        properties = properties.with(key, value);
        return this;
    }

    /**
     * Returns at once; the connection is made in the background.
     *
     * @throws ConfigurationException naming every setting that cannot work
     * @throws IllegalStateException if the Leat is closed
     */
    public Producer<K, V> build() {
        clients.checkOpen(); // before there is a thread
        properties.validate("producer");
        List<String> contradictions = connection.contradictions(properties);
        if (!contradictions.isEmpty()) {
            throw new ConfigurationException("producer", contradictions);
        }
        KafkaProperties together = connection.with(properties);
        Map<String, Object> all = together.forClient(KafkaProperties.Client.PRODUCER);
        checkTogether(all);
        Producer<K, V> producer = new Producer<>(
                keys,
                values,
                stamp,
                sends,
                new SteadyProducer(together.producer(all), surroundings),
                new FailureReports(failures, surroundings),
                clients);
        try {
            clients.add(producer);
        } catch (IllegalStateException closedMeanwhile) {
            producer.close(Duration.ZERO);
            throw closedMeanwhile;
        }
        return producer;
    }

    private static void checkAsKafkaDoes(Map<String, Object> all, List<String> problems) {
        Map<String, Object> complete = new HashMap<>(all);
        complete.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        complete.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        try {
            ProducerConfig config = new ProducerConfig(complete);
            long least = config.getLong(ProducerConfig.LINGER_MS_CONFIG)
                    + config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
            int delivery = config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
            if (all.containsKey(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) && delivery < least) {
                problems.add(
                        "'" + ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG + "' is " + delivery + ", must be at least "
                                + least + ", the sum of '" + ProducerConfig.LINGER_MS_CONFIG + "' and '"
                                + ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG + "'; raise it or lower those");
            }
        } catch (ConfigException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /** Kafka's client would find these too, but only in the background. */
    private static void checkTogether(Map<String, Object> all) {
        List<String> problems = new ArrayList<>();
        boolean idempotent = !"false"
                .equalsIgnoreCase(String.valueOf(all.getOrDefault(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)));
        String acks = String.valueOf(all.getOrDefault(ProducerConfig.ACKS_CONFIG, "all"));
        if (idempotent
                && all.containsKey(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)
                && !acks.equals("all")
                && !acks.equals("-1")) {
            problems.add("'" + ProducerConfig.ACKS_CONFIG + "' is " + acks + ", but '"
                    + ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG + "' needs all; drop one of the two");
        }
        if (problems.isEmpty()) {
            checkAsKafkaDoes(all, problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException("producer", problems);
        }
    }
}
