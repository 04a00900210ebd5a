package dev.leat.core.tools;

import dev.leat.core.Leat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * A topic with dead letters, to be looked through and replayed. Holds nothing open; safe for many threads.
 *
 * <pre>{@code
 * DeadLetterTopic dead = DeadLetterTopic.of(leat, "orders.dead");
 * dead.read(LetterFilter.all().since(yesterday), letter -> print(letter.id(), letter.message()));
 * ReplayReport report = dead.replay().filter(LetterFilter.all().error("TimeoutException")).perSecond(50).build().run();
 * }</pre>
 *
 * <p>Which letters were replayed stands in the commits of a consumer group of its own ({@link #replayGroup()}), exactly. Brokers forget
 * the commits of a group that nobody is in after a while ({@code offsets.retention.minutes}, a week by default), so letters should not be
 * kept for longer than that after they were replayed.
 *
 * @since 0.1
 */
public final class DeadLetterTopic {
    private static final String REPLAY_GROUP = "leat-replay.";

    private final ToolClients clients;
    private final String topic;

    DeadLetterTopic(ToolClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /** Kafka is not asked for anything yet. */
    public static DeadLetterTopic of(Leat leat, String topic) {
        return new DeadLetterTopic(ToolClients.of(leat), topic);
    }

    public String topic() {
        return topic;
    }

    /** The consumer group whose commits say what was replayed. Also the transactional id of whoever replays: one at a time can. */
    public String replayGroup() {
        return REPLAY_GROUP + topic;
    }

    /** {@link #read(Predicate, long, Consumer)} of all that pass. */
    public void read(Predicate<Letter> filter, Consumer<Letter> reader) {
        read(filter, Long.MAX_VALUE, reader);
    }

    /**
     * Hands over the letters that there are at the time of the call: partition by partition, those of a partition in their order. So
     * the letters of one key keep theirs.
     *
     * @param limit the most that are handed over
     * @throws UnknownTopicException if there is no such topic
     * @throws ToolException if Kafka does not answer
     */
    public void read(Predicate<Letter> filter, long limit, Consumer<Letter> reader) {
        if (limit < 1) {
            return;
        }
        try (LogReader log = reader()) {
            List<TopicPartition> partitions = log.partitions(topic);
            Map<TopicPartition, Long> beginnings = log.beginnings(partitions);
            Map<TopicPartition, Long> ends = log.ends(partitions);
            // What a replay is just about to mark is not waited for: one that was killed may hold that up for a minute.
            Map<TopicPartition, Marks> marks = marks(beginnings, false);
            long[] left = {limit};
            for (TopicPartition partition : partitions) {
                Marks replayed = Answers.about(partition, marks);
                boolean all = log.read(
                        partition, Answers.about(partition, beginnings), Answers.about(partition, ends), record -> {
                            Letter letter = new Letter(record, replayed.has(record.offset()));
                            if (filter.test(letter)) {
                                reader.accept(letter);
                                left[0]--;
                            }
                            return left[0] > 0;
                        });
                if (!all) {
                    return;
                }
            }
        }
    }

    /** A new replay of these letters to the topics that they come from. */
    public ReplayBuilder replay() {
        return new ReplayBuilder(this, clients);
    }

    /** A client that may commit for the replay group, though it never joins it. */
    LogReader reader() {
        return new LogReader(
                clients.consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, replayGroup())), clients.surroundings()::nanos);
    }

    /**
     * What was replayed of the partitions that begin there.
     *
     * @param stable whether to wait for what is in a transaction that is still open
     */
    Map<TopicPartition, Marks> marks(Map<TopicPartition, Long> beginnings, boolean stable) {
        Map<TopicPartition, OffsetAndMetadata> commits = commits(stable);
        Map<TopicPartition, Marks> all = new HashMap<>();
        beginnings.forEach((partition, beginning) -> {
            OffsetAndMetadata commit = commits.get(partition);
            Marks marks = commit == null ? Marks.from(beginning) : Marks.read(commit.offset(), commit.metadata());
            marks.beginAt(beginning);
            all.put(partition, marks);
        });
        return all;
    }

    private Map<TopicPartition, OffsetAndMetadata> commits(boolean stable) {
        try (Admin admin = clients.admin()) {
            Map<TopicPartition, OffsetAndMetadata> commits = Answers.orNullIf(
                    GroupIdNotFoundException.class,
                    admin.listConsumerGroupOffsets(
                                    replayGroup(), new ListConsumerGroupOffsetsOptions().requireStable(stable))
                            .partitionsToOffsetAndMetadata(),
                    "read which letters of '" + topic + "' were replayed, which is in the group '" + replayGroup()
                            + "'");
            return commits == null ? Map.of() : commits;
        }
    }

    @Override
    public String toString() {
        return "DeadLetterTopic[" + topic + "]";
    }
}
