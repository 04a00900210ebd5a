package dev.leat.core.internal;

import dev.leat.core.DeadLetter;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestPartition;
import dev.leat.testkit.TestRecord;
import dev.leat.testkit.TestTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The logs of a storm, and what happens to them: records, gaps, dead letters. */
final class Shore {
    static final String DEAD = "dead";
    private static final int DEAD_PARTITIONS = 2;
    /** Filtered records begin with this. */
    static final char FILTERED = '-';

    private static final int MOST_WAITING = 200;

    private final StormPlan plan;
    private final Random random;
    private final Trace trace;
    private final Records records;
    private final Map<TopicPartition, TestPartition> logs = new LinkedHashMap<>();
    private final List<TopicPartition> partitions;
    private final TestTopic dead;
    private final Map<Integer, Long> lettersRead = new HashMap<>();
    private int made;

    Shore(StormPlan plan, TestKafka kafka, Random random, Trace trace, Records records) {
        this.plan = plan;
        this.random = random;
        this.trace = trace;
        this.records = records;
        for (String name : plan.topicNames()) {
            TestTopic topic = kafka.topic(name, plan.partitions());
            for (int i = 0; i < plan.partitions(); i++) {
                logs.put(new TopicPartition(name, i), topic.partition(i));
            }
        }
        this.partitions = new ArrayList<>(logs.keySet());
        this.dead = kafka.topic(DEAD, DEAD_PARTITIONS);
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    TopicPartition any() {
        return partitions.get(random.nextInt(partitions.size()));
    }

    private TestPartition log(TopicPartition partition) {
        return Objects.requireNonNull(logs.get(partition));
    }

    // --- records ---

    void produce() {
        TopicPartition partition = any();
        if (records.undelivered(partition).size() > MOST_WAITING) {
            return;
        }
        int number = 1 + random.nextInt(random.nextInt(5) == 0 ? 30 : 4);
        for (int i = 0; i < number; i++) {
            byte[] key = random.nextInt(6) == 0 ? null : text("k" + random.nextInt(plan.keys()));
            boolean poison = plan.endsPoison() && random.nextInt(60) == 0;
            long offset = log(partition)
                    .send(key, poison ? new byte[] {(byte) 0xff} : value())
                    .offset();
            records.produced(partition, offset, poison);
        }
        trace.add("produced " + number + " to " + partition + ", end "
                + log(partition).end());
    }

    private byte[] value() {
        boolean filtered = plan.filtering() && random.nextInt(10) == 0;
        return text((filtered ? FILTERED : 'v') + Integer.toString(made++));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As transaction markers do; now and then more than a window holds. */
    void skip() {
        TopicPartition partition = any();
        int offsets = random.nextInt(60) == 0 ? 1_500_000 : 1 + random.nextInt(random.nextInt(10) == 0 ? 9_000 : 5);
        log(partition).skip(offsets);
        trace.add("skipped " + offsets + " of " + partition);
    }

    void compact() {
        TopicPartition partition = any();
        List<Long> unread = records.undelivered(partition);
        if (!unread.isEmpty()) {
            long offset = unread.get(random.nextInt(unread.size()));
            log(partition).remove(offset);
            records.compacted(partition, offset);
            trace.add("compacted " + partition + "@" + offset);
        }
    }

    // --- dead letters ---

    void failLetters() {
        trace.add("fails letters");
        dead.failSends(1 + random.nextInt(3), new TimeoutException("drawn"));
    }

    void delayLetters() {
        trace.add("delays letters");
        if (random.nextBoolean()) {
            dead.sendsAtOnce();
        } else {
            dead.delaySends(Duration.ofMillis(random.nextInt(1_500)));
        }
    }

    void takeLettersAtOnce() {
        dead.sendsAtOnce();
    }

    /** Tells of those that have come since. */
    void readLetters(BiConsumer<TopicPartition, Long> reader) {
        for (int i = 0; i < DEAD_PARTITIONS; i++) {
            TestPartition partition = dead.partition(i);
            long read = lettersRead.getOrDefault(i, 0L);
            if (partition.end() > read) {
                lettersRead.put(i, partition.end());
                partition.records().stream()
                        .filter(letter -> letter.offset() >= read)
                        .forEach(letter -> reader.accept(
                                new TopicPartition(
                                        header(letter, DeadLetter.TOPIC),
                                        Integer.parseInt(header(letter, DeadLetter.PARTITION))),
                                Long.valueOf(header(letter, DeadLetter.OFFSET))));
            }
        }
    }

    private static String header(TestRecord letter, String name) {
        return letter.header(name).orElseThrow(() -> new AssertionError("a dead letter without " + name));
    }
}
