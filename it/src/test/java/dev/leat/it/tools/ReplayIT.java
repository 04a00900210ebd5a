package dev.leat.it.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.Leat;
import dev.leat.core.tools.DeadLetterTopic;
import dev.leat.core.tools.Letter;
import dev.leat.core.tools.LetterFilter;
import dev.leat.core.tools.Replay;
import dev.leat.core.tools.ReplayReport;
import dev.leat.core.tools.ReplayReport.End;
import dev.leat.core.tools.ToolException;
import dev.leat.core.tools.UnknownTopicException;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters on their way back. */
@EmbeddedKafka
class ReplayIT {
    private Leat leat;
    private Letters letters;
    private String orders;
    private String dead;
    private DeadLetterTopic topic;

    @BeforeEach
    void connect(Leat leat, TestNames names) {
        this.leat = leat;
        this.letters = new Letters(leat);
        this.orders = names.topic("orders", 2);
        this.dead = names.topic("dead", 3);
        this.topic = DeadLetterTopic.of(leat, dead);
    }

    /** spring-kafka 2172, 4523: dead letters were a dead end, and each team wrote a way back of its own. */
    @Test
    void aReplayedRecordIsInItsTopicAsItWas() {
        letters.write(dead, orders, "k", "v");

        ReplayReport report = topic.replay().build().run();

        assertThat(report).isEqualTo(new ReplayReport(End.COMPLETE, 1, 1, 0, 0, 0, 0));
        ConsumerRecord<String, String> record =
                letters.records(orders, "read_committed").get(0);
        assertThat(record.key()).isEqualTo("k");
        assertThat(record.value()).isEqualTo("v");
        assertThat(record.partition()).isZero();
        assertThat(record.headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .contains("tenant=blue", "__leat.replay.count=1", "__leat.replay.group=billing")
                .noneMatch(header -> header.startsWith("__leat.errors."));
    }

    @Test
    void theLettersOfAKeyKeepTheirOrderAndNoneIsReplayedTwice() {
        for (int key = 0; key < 5; key++) {
            String name = "k" + key;
            letters.write(dead, orders, name, numbers(name, 60));
        }

        topic.replay()
                .filter(LetterFilter.all().where(letter -> letter.id().offset() % 3 == 1))
                .build()
                .run();
        topic.replay().limit(70).build().run();
        ReplayReport rest = topic.replay().build().run();
        ReplayReport none = topic.replay().build().run();

        assertThat(rest.end()).isEqualTo(End.COMPLETE);
        assertThat(none.replayed()).isZero();
        assertThat(none.earlier()).isEqualTo(300);
        List<String> values = letters.values(orders);
        assertThat(values).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void inOneReplayEachKeyIsInOrder() {
        for (int key = 0; key < 5; key++) {
            String name = "k" + key;
            letters.write(dead, orders, name, numbers(name, 60));
        }

        topic.replay().build().run();

        List<String> values = letters.values(orders);
        for (int key = 0; key < 5; key++) {
            String name = "k" + key;
            assertThat(values.stream().filter(value -> value.startsWith(name + "-")))
                    .containsExactly(numbers(name, 60));
        }
    }

    @Test
    void onlyLettersOfItsBeginningAreReplayed() {
        letters.write(dead, orders, "k", "v");

        Replay replay = topic.replay()
                .listener((letter, fate) -> letters.write(dead, orders, "k", "died again"))
                .build();
        ReplayReport report = replay.run();

        assertThat(report.replayed()).isEqualTo(1);
        assertThat(letters.values(orders)).containsExactly("v");
        assertThat(topic.replay().build().run().replayed()).isEqualTo(1);
    }

    @Test
    void aSecondReplayEndsTheFirstAndNothingIsReplayedTwice() throws InterruptedException {
        letters.write(dead, orders, "k", numbers("k", 4));
        CountDownLatch firstIsUnderWay = new CountDownLatch(1);
        Replay first = topic.replay()
                .perSecond(1)
                .listener((letter, fate) -> firstIsUnderWay.countDown())
                .build();
        CompletableFuture<ReplayReport> running = CompletableFuture.supplyAsync(first::run);
        firstIsUnderWay.await();

        topic.replay().build().run();

        assertThatThrownBy(running::join)
                .cause()
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("another replay of '" + dead + "' has begun meanwhile");
        assertThat(letters.values(orders)).containsExactly(numbers("k", 4));
        assertThat(topic.replay().build().run().earlier()).isEqualTo(4);
    }

    @Test
    void whatCannotBeSentIsNotMarkedAndWhatWasSentIs() {
        letters.write(dead, orders, "k", "a", "b", "x".repeat(5_000), "d");
        try (Leat narrow = Leat.builder()
                .properties(leat.properties())
                .property("max.request.size", 2_000)
                .build()) {
            Replay replay = DeadLetterTopic.of(narrow, dead)
                    .replay()
                    .perSecond(1_000)
                    .limit(4)
                    .build();
            DeadLetterTopic.of(narrow, dead).replay().limit(1).build().run();

            assertThatThrownBy(replay::run)
                    .isInstanceOf(ToolException.class)
                    .hasMessageStartingWith("cannot replay letters of '" + dead + "': The message is ")
                    .hasMessageContaining("max.request.size");
        }

        assertThat(letters.values(orders)).containsExactly("a");
        assertThat(topic.replay().build().run().replayed()).isEqualTo(3);
        assertThat(letters.values(orders)).containsExactly("a", "b", "x".repeat(5_000), "d");
    }

    @Test
    void stoppedItReturnsWithWhatWasDoneAndTheNextGoesOn() throws InterruptedException {
        letters.write(dead, orders, "k", numbers("k", 3));
        CountDownLatch underWay = new CountDownLatch(1);
        Replay slow = topic.replay()
                .perSecond(0.001)
                .listener((letter, fate) -> underWay.countDown())
                .build();
        CompletableFuture<ReplayReport> running = CompletableFuture.supplyAsync(slow::run);
        underWay.await();

        slow.stop();

        assertThat(running.join().end()).isEqualTo(End.STOPPED);
        assertThat(running.join().replayed()).isEqualTo(1);
        assertThat(topic.replay().build().run().replayed()).isEqualTo(2);
        assertThat(letters.values(orders)).containsExactly(numbers("k", 3));
        assertThatThrownBy(slow::run).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aDryRunTellsTheSameAndDoesNothing() {
        letters.write(dead, orders, "k", "a", "b");
        List<String> told = new ArrayList<>();

        ReplayReport report = topic.replay()
                .dryRun()
                .perSecond(0.001)
                .listener((letter, fate) -> told.add(letter.id() + " " + fate))
                .build()
                .run();

        assertThat(report.replayed()).isEqualTo(2);
        assertThat(told).hasSize(2).allMatch(line -> line.endsWith(" REPLAYED"));
        assertThat(letters.values(orders)).isEmpty();
        assertThat(topic.replay().build().run().replayed()).isEqualTo(2);
    }

    @Test
    void lettersThatAreDeletedFromTheirTopicAreNoGapInTheMarks() throws InterruptedException, ExecutionException {
        letters.write(dead, orders, "k", "a", "b", "c");
        int partition = letters.records(dead, "read_committed").get(0).partition();
        try (Admin admin = Admin.create(leat.properties())) {
            admin.deleteRecords(Map.of(new TopicPartition(dead, partition), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();

            topic.replay().build().run();

            assertThat(letters.values(orders)).containsExactly("c");
            assertThat(admin.listConsumerGroupOffsets(topic.replayGroup())
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .get(new TopicPartition(dead, partition)))
                    .satisfies(commit -> {
                        assertThat(commit.offset()).isEqualTo(3);
                        assertThat(commit.metadata()).isEmpty();
                    });
        }
    }

    @Test
    void readsLettersAndKnowsWhichWereReplayed() {
        letters.write(dead, orders, "k", "a", "b", "c");
        topic.replay().filter(letter -> value(letter).equals("b")).build().run();
        List<String> read = new ArrayList<>();

        topic.read(LetterFilter.all(), letter -> read.add(value(letter) + letter.replayed()));

        assertThat(read).containsExactly("afalse", "btrue", "cfalse");
        Set<String> first = new TreeSet<>();
        topic.read(LetterFilter.all(), 1, letter -> first.add(letter.id().toString()));
        assertThat(first).hasSize(1);
    }

    @Test
    void aTopicThatIsNotThereIsNamed(TestNames names) {
        String missing = names.topic("missing");
        DeadLetterTopic none = DeadLetterTopic.of(leat, missing);

        assertThatThrownBy(() -> none.replay().build().run())
                .isInstanceOf(UnknownTopicException.class)
                .hasMessageContaining("'" + missing + "'");
        assertThatThrownBy(() -> none.read(LetterFilter.all(), letter -> {})).isInstanceOf(UnknownTopicException.class);
        assertThatThrownBy(() -> topic.replay().to(missing).build().run()).isInstanceOf(UnknownTopicException.class);
    }

    private static String value(Letter letter) {
        return new String(Objects.requireNonNull(letter.value()), StandardCharsets.UTF_8);
    }

    private static String[] numbers(String key, int count) {
        return IntStream.range(0, count).mapToObj(number -> key + "-" + number).toArray(String[]::new);
    }
}
