package dev.leat.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.DeadLetter;
import dev.leat.core.spi.Surroundings;
import dev.leat.core.spi.WorkerPool;
import dev.leat.core.tools.Replay.Fate;
import dev.leat.core.tools.ReplayReport.End;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Which letters are replayed, in which batches, and what is marked; without a broker. */
final class ReplayRunTest {
    private static final TopicPartition PARTITION = new TopicPartition(LetterRecords.TOPIC, 0);

    private static final ReplayChoice ALL = choice(letter -> true, Long.MAX_VALUE);

    private final Clock clock = new Clock();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<List<ProducerRecord<byte[], byte[]>>> batches = new ArrayList<>();
    private final List<OffsetAndMetadata> marked = new ArrayList<>();
    private final List<Duration> when = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void aReplayedRecordIsWhatItWasAndSaysThatItIsReplayed() {
        ReplayRun run = run(ALL, 0);

        read(run, Marks.from(0), List.of(LetterRecords.dead(0, "k")));

        ProducerRecord<byte[], byte[]> record = batches.get(0).get(0);
        assertThat(record.topic()).isEqualTo("orders");
        assertThat(record.partition()).isEqualTo(1);
        assertThat(record.timestamp()).isNull();
        assertThat(record.key()).isEqualTo(LetterRecords.bytes("k"));
        assertThat(record.value()).isEqualTo(LetterRecords.bytes("v0"));
        assertThat(headers(record))
                .containsExactly(
                        "tenant=blue",
                        "__leat.replay.count=1",
                        "__leat.replay.attempts=3",
                        "__leat.replay.group=billing",
                        "__leat.replay.letter=orders.dead-0@0",
                        "__leat.replay.timestamp=1000");
    }

    @Test
    void aRecordThatDiedAgainCountsOnAndKeepsItsFirstTimestamp() {
        ConsumerRecord<byte[], byte[]> again = LetterRecords.dead(0, "k");
        again.headers().add(Replayed.COUNT, LetterRecords.bytes("2"));
        again.headers().add(Replayed.ATTEMPTS, LetterRecords.bytes("6"));
        again.headers().add(Replayed.TIMESTAMP, LetterRecords.bytes("500"));

        read(run(ALL, 0), Marks.from(0), List.of(again));

        assertThat(headers(batches.get(0).get(0)))
                .contains("__leat.replay.count=3", "__leat.replay.attempts=9", "__leat.replay.timestamp=500")
                .hasSize(6);
    }

    @Test
    void batchesHaveAHundredLettersAndEachMarksItsOwn() {
        ReplayRun run = run(ALL, 0);

        read(run, Marks.from(0), dead(250));

        assertThat(batches).extracting(List::size).containsExactly(100, 100, 50);
        assertThat(marked).extracting(OffsetAndMetadata::offset).containsExactly(100L, 200L, 250L);
        assertThat(run.report()).isEqualTo(new ReplayReport(End.COMPLETE, 250, 250, 0, 0, 0, 0));
    }

    @Test
    void withARateThoseOfOneSecondGoTogetherAndTheNextWait() {
        read(run(ALL, 10), Marks.from(0), dead(25));

        assertThat(batches).extracting(List::size).containsExactly(10, 10, 5);
        assertThat(when).containsExactly(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aRateBelowOneASecondSendsThemOneByOne() {
        read(run(ALL, 0.5), Marks.from(0), dead(3));

        assertThat(when).containsExactly(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void whatWasReplayedBeforeIsLeftOutAndWhatDoesNotFitIsNotMarked() {
        ReplayRun run = run(choice(letter -> letter.id().offset() % 2 == 0, Long.MAX_VALUE), 0);

        read(run, Marks.read(2, "leat-replayed1:2:2"), dead(8));

        assertThat(offsets()).containsExactly("orders.dead-0@2", "orders.dead-0@6");
        assertThat(marked)
                .containsExactly(new OffsetAndMetadata(3, "leat-replayed1:3:1,1")); // 4 and 6, but not 3, 5 and 7
        assertThat(run.report()).isEqualTo(new ReplayReport(End.COMPLETE, 8, 2, 3, 3, 0, 0));
    }

    @Test
    void againMeansAlsoWhatWasReplayedBefore() {
        ReplayRun run = run(new ReplayChoice(letter -> true, Long.MAX_VALUE, null, OptionalInt.empty(), true), 0);

        read(run, Marks.from(3), dead(4));

        assertThat(batches.get(0)).hasSize(4);
        assertThat(marked).extracting(OffsetAndMetadata::offset).containsExactly(4L);
    }

    @Test
    void theLimitCountsWhatIsReplayed() {
        ReplayRun run = run(choice(letter -> letter.id().offset() > 1, 2), 0);

        assertThat(read(run, Marks.from(0), dead(9))).isFalse();

        assertThat(offsets()).containsExactly("orders.dead-0@2", "orders.dead-0@3");
        assertThat(run.report().end()).isEqualTo(End.LIMIT);
    }

    @Test
    void recordsThatWereReplayedTooOftenAndThoseWithoutATopicAreLeftOutAndTold() {
        ConsumerRecord<byte[], byte[]> tired = LetterRecords.dead(0, "k");
        tired.headers().add(Replayed.COUNT, LetterRecords.bytes("2"));
        ConsumerRecord<byte[], byte[]> lost = LetterRecords.record(1, "k", Map.of());
        ConsumerRecord<byte[], byte[]> orphan = LetterRecords.dead(2, "k");
        orphan.headers().remove(DeadLetter.TOPIC).add(DeadLetter.TOPIC, LetterRecords.bytes("gone"));
        ReplayRun run = run(new ReplayChoice(letter -> true, Long.MAX_VALUE, null, OptionalInt.of(2), false), 0);

        read(run, Marks.from(0), List.of(tired, lost, orphan, LetterRecords.dead(3, "k")));

        assertThat(told).containsExactly("0 EXHAUSTED", "1 HOMELESS", "2 HOMELESS", "3 REPLAYED");
        assertThat(run.report().leftOut()).isEqualTo(3);
        assertThat(marked).containsExactly(new OffsetAndMetadata(0, "leat-replayed1:0:3"));
    }

    @Test
    void anotherTopicTakesAllAndItsPartitionsAreTheKeys() {
        ReplayRun run =
                run(new ReplayChoice(letter -> true, Long.MAX_VALUE, "repaired", OptionalInt.empty(), false), 0);

        read(run, Marks.from(0), List.of(LetterRecords.record(0, "k", Map.of())));

        assertThat(batches.get(0).get(0).topic()).isEqualTo("repaired");
        assertThat(batches.get(0).get(0).partition()).isNull();
    }

    @Test
    void whereThePartitionIsGoneTheKeyDecides() {
        ConsumerRecord<byte[], byte[]> moved = LetterRecords.dead(0, "k");
        moved.headers().remove(DeadLetter.PARTITION).add(DeadLetter.PARTITION, LetterRecords.bytes("4"));

        read(run(ALL, 0), Marks.from(0), List.of(moved));

        assertThat(batches.get(0).get(0).partition()).isNull();
    }

    @Test
    void whatCannotBeWrittenDownIsNotSent() {
        ReplayRun run = run(choice(letter -> letter.id().offset() % 2 == 1, Long.MAX_VALUE), 0);

        assertThat(read(run, Marks.from(0), dead(10_000))).isFalse();

        assertThat(run.report().end()).isEqualTo(End.MARKS_FULL);
        OffsetAndMetadata last = marked.get(marked.size() - 1);
        assertThat(last.metadata().length())
                .isLessThanOrEqualTo(Marks.MAX_CHARACTERS)
                .isGreaterThan(3_800);
        Marks marks = Marks.read(last.offset(), last.metadata());
        long sent = run.report().replayed();
        assertThat(sent).isGreaterThan(1_500);
        assertThat(marks.has(2 * sent - 1)).isTrue();
        assertThat(marks.has(2 * sent + 1)).isFalse();
    }

    @Test
    void afterAStopNothingMoreIsSent() {
        ReplayRun run = run(ALL, 10);
        clock.whenWaiting = stop::countDown;

        assertThat(read(run, Marks.from(0), dead(25))).isFalse();

        assertThat(batches).hasSize(1);
        assertThat(run.report().end()).isEqualTo(End.STOPPED);
        assertThat(run.report().replayed()).isEqualTo(10);
    }

    private static ReplayChoice choice(Predicate<Letter> filter, long limit) {
        return new ReplayChoice(filter, limit, null, OptionalInt.empty(), false);
    }

    private ReplayRun run(ReplayChoice choice, double perSecond) {
        ReplayTargets targets = new ReplayTargets(choice.target(), topic -> topic.equals("gone") ? 0 : 2);
        return new ReplayRun(
                choice,
                targets,
                (records, partition, marks, group) -> {
                    batches.add(records);
                    marked.add(marks);
                    when.add(Duration.ofNanos(clock.nanos()));
                },
                perSecond,
                clock,
                stop,
                (letter, fate) -> tell(letter, fate));
    }

    private void tell(Letter letter, Fate fate) {
        told.add(letter.id().offset() + " " + fate);
    }

    /** Whether it went on to the end. */
    private static boolean read(ReplayRun run, Marks marks, List<ConsumerRecord<byte[], byte[]>> records) {
        ReplayRun.Partition partition = run.new Partition(PARTITION, 0, marks, group());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!partition.takes(record)) {
                return false;
            }
        }
        return partition.finish();
    }

    private static ConsumerGroupMetadata group() {
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
            return consumer.groupMetadata();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> dead(int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int offset = 0; offset < count; offset++) {
            records.add(LetterRecords.dead(offset, "k"));
        }
        return records;
    }

    private static List<String> headers(ProducerRecord<byte[], byte[]> record) {
        List<String> headers = new ArrayList<>();
        record.headers()
                .forEach(
                        header -> headers.add(header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private List<String> offsets() {
        return batches.stream()
                .flatMap(List::stream)
                .map(record -> record.headers().lastHeader(Replayed.LETTER))
                .map(header -> new String(Objects.requireNonNull(header).value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Time that goes on while somebody waits. */
    private static final class Clock implements Surroundings {
        private long nanos;
        private Runnable whenWaiting = () -> {};

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public boolean await(CountDownLatch latch, long longest) {
            if (longest > 0) {
                whenWaiting.run();
            }
            if (latch.getCount() == 0) {
                return true;
            }
            nanos += longest;
            return false;
        }

        @Override
        public Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Producer<byte[], byte[]> producer(Map<String, Object> properties) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Admin> admin(Map<String, Object> properties) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant now() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Thread thread(String name, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WorkerPool workers(String name, int threads, boolean virtual) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void park(long nanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unpark(Thread thread) {
            throw new UnsupportedOperationException();
        }
    }
}
