package dev.leat.cli;

import dev.leat.core.Leat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads partitions of topics without a group: what is read here is missing nowhere else. For one thread, but {@link #stop()}, which is for
 * any.
 */
final class TopicFeed implements AutoCloseable {
    /** Takes a record; false if that is enough. */
    interface Reader {
        boolean takes(ConsumerRecord<byte[], byte[]> record);
    }

    private static final Duration POLL = Duration.ofMillis(200);

    /** What makes a consumer a member of a group. */
    private static final Set<String> NOT_WITHOUT_A_GROUP = Set.of(
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;

    private TopicFeed(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.ends = ends;
    }

    /**
     * @param numbers of the partitions; none are all
     * @throws CommandException if there is no such topic or partition
     */
    static TopicFeed open(Leat leat, List<String> topics, List<Integer> numbers, FeedStart start) {
        Map<String, Object> properties = new HashMap<>(leat.properties());
        properties.keySet().removeAll(NOT_WITHOUT_A_GROUP);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"); // for what is deleted ahead of it
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            topics.forEach(topic -> partitions.addAll(partitions(consumer, topic, numbers)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, FeedStart.PATIENCE);
            consumer.assign(partitions);
            start.places(consumer, ends).forEach(consumer::seek);
            return new TopicFeed(consumer, ends);
        } catch (TopicAuthorizationException e) {
            close(consumer);
            throw refused(e);
        } catch (RuntimeException e) {
            close(consumer);
            throw e;
        }
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic, List<Integer> numbers) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic, FeedStart.PATIENCE);
        if (infos.isEmpty()) {
            throw new CommandException(
                    "there is no topic '" + topic + "', or it may not be seen; check the name", null);
        }
        Set<Integer> there = new HashSet<>();
        infos.forEach(info -> there.add(info.partition()));
        for (int number : numbers) {
            if (!there.contains(number)) {
                throw new CommandException(
                        "the topic '" + topic + "' has no partition " + number + "; it has 0 to " + (there.size() - 1),
                        null);
            }
        }
        return (numbers.isEmpty() ? there : new HashSet<>(numbers))
                .stream().map(number -> new TopicPartition(topic, number)).toList();
    }

    /** Hands over records until that is enough, or {@link #stop()}. */
    void follow(Reader reader) {
        read(reader, false);
    }

    /** The same, but ends when all is read that there was when it was opened. */
    void readToEnds(Reader reader) {
        read(reader, true);
    }

    private void read(Reader reader, boolean toEnds) {
        try {
            while (!toEnds || !isAtEnds()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    boolean isLater = toEnds && record.offset() >= end(record);
                    if (!isLater && !reader.takes(record)) {
                        return;
                    }
                }
            }
        } catch (WakeupException e) {
            // It was asked to stop.
        } catch (TopicAuthorizationException e) {
            throw refused(e);
        }
    }

    private static CommandException refused(TopicAuthorizationException e) {
        return new CommandException(
                "this login may not read '" + String.join("', '", new TreeSet<>(e.unauthorizedTopics()))
                        + "', if there is such a topic; check the name; whoever gives out rights on this cluster can change that",
                e);
    }

    private boolean isAtEnds() {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), FeedStart.PATIENCE) >= end.getValue());
    }

    private long end(ConsumerRecord<byte[], byte[]> record) {
        return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    /** Ends reading soon. */
    void stop() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        close(consumer);
    }

    private static void close(Consumer<?, ?> consumer) {
        consumer.close(CloseOptions.timeout(Duration.ZERO)); // it is member of nothing that it could leave
    }
}
