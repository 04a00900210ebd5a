package dev.leat.flow;

import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Handler;
import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import dev.leat.core.Start;
import dev.leat.core.Topics;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The half of a {@link FlowClient} that executes commands: from which topic, as which consumer group, and what follows a failure. Immutable: each method returns a
 * changed copy. What is wrong is said when the client is built.
 *
 * <p>A failed command is tried again after pauses that grow from 0.2 to 30 seconds, until it succeeds; those of its saga wait, and no offset is committed over it. Something else is chosen with {@link #group}:
 *
 * <pre>{@code
 * CommandsExecutor.of("payments.commands", "payments")
 *         .sagasConcurrently(64)
 *         .group(group -> group.retry(Retry.exponential(Duration.ofMillis(200)).attempts(5)).deadLetters("payments.dead"))
 * }</pre>
 *
 * @since 0.1
 */
public final class CommandsExecutor {
    private static final String WHERE = "commands executor";

    private final String topic;
    private final String groupId;
    private final Start start;
    private final boolean unreadableFail;
    private final Consumer<ConsumerGroupBuilder<byte[]>> settings;

    private CommandsExecutor(
            String topic,
            String groupId,
            Start start,
            boolean unreadableFail,
            Consumer<ConsumerGroupBuilder<byte[]>> settings) {
        this.topic = topic;
        this.groupId = groupId;
        this.start = start;
        this.unreadableFail = unreadableFail;
        this.settings = settings;
    }

    /**
     * Executes one command at a time, from the first that there is on; while one waits to be tried again, those of other sagas are executed.
     *
     * @throws ConfigurationException if no topic can have that name, or the group id is blank
     */
    public static CommandsExecutor of(String topic, String groupId) {
        EventsEmitter.checkTopic(WHERE, topic);
        if (groupId.isBlank()) {
            throw new ConfigurationException(WHERE, "its group id is blank");
        }
        return new CommandsExecutor(topic, groupId, Start.earliest(), false, builder -> {})
                // Commands may be sent in transactions, and one that was aborted was never given.
                .group(builder -> builder.property(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"))
                .sagasConcurrently(1);
    }

    /**
     * At most this many partitions at the same time, and one command of each; while one waits to be tried again, all of its partition wait. As the original does
     * it; the default is {@link #sagasConcurrently} with 1.
     */
    public CommandsExecutor partitionsConsumedConcurrently(int partitions) {
        return group(builder -> builder.ordering(Ordering.PARTITION).concurrency(partitions));
    }

    /**
     * At most this many sagas at the same time, whatever the number of partitions, and one command of each: a saga that is slow, or whose command fails, delays no
     * other one. Default 1.
     */
    public CommandsExecutor sagasConcurrently(int sagas) {
        return group(builder -> builder.ordering(Ordering.KEY).concurrency(sagas));
    }

    /**
     * Where partitions begin of which the group has never committed anything. Default {@link Start#earliest()}; the original began with {@link Start#latest()},
     * and so a new group missed the commands that had come before it.
     */
    public CommandsExecutor from(Start start) {
        return new CommandsExecutor(topic, groupId, start, unreadableFail, settings);
    }

    /**
     * Records that are no commands (without key, no JSON, or without label) fail instead of being passed over: they go to the dead letter topic of the {@link
     * #group}. Give it one; without a way to give records up, the first such would be tried for ever.
     */
    public CommandsExecutor failUnreadable() {
        return new CommandsExecutor(topic, groupId, start, true, settings);
    }

    /**
     * Everything else that consumer groups have: retries, dead letters, time-outs, interceptors, properties of Kafka's consumer. Called when the client is
     * built, and again when it is started after it has failed.
     */
    public CommandsExecutor group(Consumer<ConsumerGroupBuilder<byte[]>> more) {
        return new CommandsExecutor(topic, groupId, start, unreadableFail, settings.andThen(more));
    }

    /**
     * Settings under the names that the original client has for them.
     *
     * @param settings {@code sessionTimeout}, {@code rebalanceTimeout}, {@code heartbeatInterval} (milliseconds), {@code allowAutoTopicCreation}, and what KafkaJS has
     *     beyond them; names with dots are Kafka's own. A {@code groupId} must be the one of this
     * @throws ConfigurationException naming every one that is unknown, means nothing here, or has a value that cannot work
     */
    public CommandsExecutor consumerConfig(Map<String, ?> settings) {
        Map<String, Object> properties = NodeSettings.consumer(settings, groupId);
        return group(builder -> properties.forEach(builder::property));
    }

    String topic() {
        return topic;
    }

    String groupId() {
        return groupId;
    }

    boolean unreadableFail() {
        return unreadableFail;
    }

    ConsumerGroup group(Leat leat, Handler<byte[], byte[]> handler) {
        ConsumerGroupBuilder<byte[]> builder = leat.consumerGroup(groupId)
                .keys(Serde.bytes())
                .on(Topics.of(topic).from(start), Serde.bytes(), handler);
        settings.accept(builder);
        return builder.build();
    }

    @Override
    public String toString() {
        return "CommandsExecutor[" + topic + ", group " + groupId + "]";
    }
}
