package dev.leat.flow;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.ProducerBuilder;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Headers;

/**
 * The half of a {@link FlowClient} that emits events: to which topic, and how. Immutable: each method returns a changed copy. What is wrong is said when the client is
 * built.
 *
 * @since 0.1
 */
public final class EventsEmitter {
    /** Kafka's rule, which brokers apply when a topic is made. */
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private final String topic;
    private final List<String> forwarded;
    private final Consumer<ProducerBuilder<String, FlowMessage>> settings;

    private EventsEmitter(
            String topic, List<String> forwarded, Consumer<ProducerBuilder<String, FlowMessage>> settings) {
        this.topic = topic;
        this.forwarded = forwarded;
        this.settings = settings;
    }

    /**
     * Sends to this topic with the settings of the connection: idempotent, confirmed by all in-sync replicas.
     *
     * @throws ConfigurationException if no topic can have that name
     */
    public static EventsEmitter to(String topic) {
        checkTopic("events emitter", topic);
        return new EventsEmitter(topic, List.of(), builder -> {});
    }

    static void checkTopic(String where, String topic) {
        if (topic.isBlank()) {
            throw new ConfigurationException(where, "its topic is blank");
        }
        if (!TOPIC.matcher(topic).matches() || topic.equals(".") || topic.equals("..")) {
            throw new ConfigurationException(
                    where,
                    "no topic can be called '" + topic
                            + "'; names have 1 to 249 letters, digits, dots, dashes and underscores, and are not . or ..");
        }
    }

    /**
     * Puts the events of a saga into the partition where workers built on KafkaJS 1.x, and so on the original client, put them. Needed where such workers write to
     * the topic too: otherwise the events of a saga are in two partitions, and in no order. Default Kafka's own partitioner, as KafkaJS has since 2.0.
     */
    public EventsEmitter kafkaJsPartitions() {
        return property(ProducerConfig.PARTITIONER_CLASS_CONFIG, KafkaJsPartitioner.class);
    }

    /** Headers of a command that the events emitted by its handler get as well. Default none, but for a request context of the connection. */
    public EventsEmitter forwardHeaders(String... names) {
        return new EventsEmitter(topic, List.of(names), settings);
    }

    /** Any setting of Kafka's producer, under Kafka's name; wins over the one of the connection. */
    public EventsEmitter property(String key, Object value) {
        return with(builder -> builder.property(key, value));
    }

    /**
     * Settings under the names that the original client has for them.
     *
     * @param settings {@code allowAutoTopicCreation}, and what KafkaJS has beyond it; names with dots are Kafka's own
     * @throws ConfigurationException naming every one that is unknown, means nothing here, or has a value that cannot work
     */
    public EventsEmitter producerConfig(Map<String, ?> settings) {
        Map<String, Object> properties = NodeSettings.producer(settings);
        return with(builder -> properties.forEach(builder::property));
    }

    private EventsEmitter with(Consumer<ProducerBuilder<String, FlowMessage>> more) {
        return new EventsEmitter(topic, forwarded, settings.andThen(more));
    }

    String topic() {
        return topic;
    }

    List<String> forwarded() {
        return forwarded;
    }

    /** One sentence for each setting that cannot work. */
    void addProblems(Leat leat, List<String> problems) {
        try {
            producer(leat).close(Duration.ZERO);
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
    }

    Producer<String, FlowMessage> producer(Leat leat) {
        ProducerBuilder<String, FlowMessage> builder = leat.producer(Wire.INSTANCE);
        settings.accept(builder);
        return builder.build();
    }

    @Override
    public String toString() {
        return "EventsEmitter[" + topic + "]";
    }

    private enum Wire implements Serde<FlowMessage> {
        INSTANCE;

        @Override
        public byte[] serialize(String topic, Headers headers, FlowMessage value) {
            return value.bytes();
        }

        @Override
        public FlowMessage deserialize(String topic, Headers headers, byte[] bytes) {
            throw new UnsupportedOperationException("events are only sent");
        }
    }
}
