package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a test may do to the log, the broker, commits and sends, as the engine and a producer live through it. */
class ClusterTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final TestKafka kafka = TestKafka.create();
    private final TestTopic orders = kafka.topic("orders");
    private final TestGroup billing = kafka.group("billing");
    private final List<String> seen = new ArrayList<>();
    private final Leat leat = kafka.leat();

    @AfterEach
    void close() {
        kafka.close();
    }

    private ConsumerGroup consume() {
        ConsumerGroup group = leat.consumerGroup("billing")
                .on("orders", Serde.text(), message -> seen.add(message.value()))
                .build();
        group.start();
        return group;
    }

    // --- logs ---

    @Test
    void gapsOfEveryKindArePassedOverAndCommitted() {
        TestPartition partition = orders.partition(0);
        partition.skip(3);
        partition.send("k", "a");
        partition.send("k", "compacted");
        partition.send("k", "b");
        partition.skip(2);
        partition.remove(4);

        consume();
        kafka.advance(Duration.ofSeconds(3));

        assertThat(seen).containsExactly("a", "b");
        assertThat(billing.committed("orders", 0)).hasValue(8);
    }

    @Test
    void whatWasDeletedAheadOfTheGroupIsPassedOver() {
        orders.send("k", "gone");
        orders.send("k", "kept");
        orders.partition(0).deleteBefore(1);

        consume();
        kafka.run();

        assertThat(orders.partition(0).begin()).isEqualTo(1);
        assertThat(seen).containsExactly("kept");
    }

    @Test
    void aTruncatedLogIsReadOnFromWhereItWasCut() {
        consume();
        for (String value : List.of("a", "b", "lost")) {
            orders.send("k", value);
        }
        kafka.advance(Duration.ofSeconds(3));

        orders.partition(0).truncate(2);
        orders.send("k", "instead");
        kafka.advance(Duration.ofSeconds(3));

        assertThat(seen).containsExactly("a", "b", "lost", "instead");
        assertThat(billing.committed("orders", 0)).hasValue(3);
    }

    @Test
    void aTopicMadeAnewIsReadFromItsBeginning() {
        consume();
        for (int i = 0; i < 3; i++) {
            orders.send("k", "old-" + i);
        }
        kafka.advance(Duration.ofSeconds(3));

        orders.recreate();
        orders.send("k", "new");
        kafka.advance(Duration.ofSeconds(3));

        assertThat(seen).hasSize(4).last().isEqualTo("new");
        assertThat(billing.committed("orders", 0)).hasValue(1);
    }

    @Test
    void aDeletedTopicIsTakenAwayAndComesBackWhenItIsMadeAgain() {
        consume();
        orders.send("k", "old");
        kafka.advance(Duration.ofSeconds(3));

        orders.delete();
        kafka.advance(Duration.ofSeconds(3));
        assertThat(billing.assignment(leat)).isEmpty();
        assertThat(billing.committed()).isEmpty();
        assertThatThrownBy(orders::records).hasMessageContaining("orders");
        kafka.topic("orders").send("k", "new");
        kafka.advance(Duration.ofSeconds(3));

        assertThat(seen).containsExactly("old", "new");
    }

    @Test
    void aTopicGrows() {
        consume();
        kafka.run();

        orders.partitions(3).partition(2).send("k", "v");
        kafka.run();

        assertThat(billing.assignment(leat)).hasSize(3);
        assertThat(seen).containsExactly("v");
    }

    @Test
    void recordsAreSeenWithEverythingTheyHave() {
        RecordId id = orders.partition(0).send("k", "v", Map.of("tenant", "blue"));
        orders.partition(0).sendAt(Instant.parse("2020-02-02T00:00:00Z"), null, null);

        TestRecord record = orders.record(0, id.offset()).orElseThrow();
        assertThat(record.key()).isEqualTo("k");
        assertThat(record.value()).isEqualTo("v");
        assertThat(record.header("tenant")).contains("blue");
        assertThat(record.header("none")).isEmpty();
        assertThat(record.timestamp()).isEqualTo(kafka.now());
        assertThat(orders.values()).containsExactly(null, "v");
    }

    // --- the broker ---

    @Test
    void whileTheBrokerIsStoppedNothingComesAndThenEverything() {
        consume();
        orders.send("k", "before");
        kafka.run();

        kafka.stopBroker();
        orders.send("k", "meanwhile");
        kafka.advance(LONG);
        assertThat(seen).containsExactly("before");
        kafka.startBroker();
        kafka.advance(Duration.ofSeconds(3));

        assertThat(seen).containsExactly("before", "meanwhile");
        assertThat(billing.committed("orders", 0)).hasValue(2);
        assertThat(billing.members()).containsExactly(leat);
    }

    @Test
    void aFrozenMemberKeepsItsPlaceWhileTheBrokerIsStopped() {
        consume();
        kafka.run();

        kafka.freeze(leat);
        kafka.stopBroker();
        kafka.advance(LONG);
        kafka.startBroker();
        assertThat(billing.members()).hasSize(1);
        kafka.advance(LONG);

        assertThat(billing.members()).isEmpty();
    }

    // --- commits ---

    @Test
    void refusedCommitsAreFollowedByOthers() {
        billing.refuseCommits(3, new RebalanceInProgressException());
        consume();
        orders.send("k", "v");

        kafka.advance(Duration.ofSeconds(2));
        assertThat(billing.commits()).isEmpty();
        kafka.advance(Duration.ofSeconds(5));

        assertThat(billing.committed("orders", 0)).hasValue(1);
    }

    @Test
    void aCommitOnItsWayArrivesLater() {
        billing.delayCommits(Duration.ofSeconds(10));
        consume();
        orders.send("k", "v");

        kafka.advance(Duration.ofSeconds(9));
        assertThat(billing.commits()).isEmpty();
        kafka.advance(Duration.ofSeconds(20));

        assertThat(billing.committed("orders", 0)).hasValue(1);
    }

    @Test
    void aCommitThatAnAdministratorMadeIsWhereAGroupBegins() {
        orders.send("k", "a");
        orders.send("k", "b");
        billing.reset("orders", 0, 1);

        consume();
        kafka.run();

        assertThat(seen).containsExactly("b");
    }

    // --- sends ---

    private Producer<String, String> producer() {
        return leat.producer(Serde.text()).build();
    }

    @Test
    void aSendIsConfirmedAtOnce() {
        CompletableFuture<RecordId> sent = producer().send("sent", "k", "v");

        assertThat(sent).isCompletedWithValue(new RecordId("sent", 0, 0));
        assertThat(kafka.topic("sent").values()).containsExactly("v");
    }

    @Test
    void aHandlerMayWaitForWhatItSends() {
        Producer<String, String> producer = producer();
        leat.consumerGroup("forward")
                .on(
                        "orders",
                        Serde.text(),
                        message -> producer.send("sent", "k", message.value()).join())
                .build()
                .start();
        orders.send("k", "v");

        kafka.advance(Duration.ofSeconds(2));

        assertThat(kafka.topic("sent").values()).containsExactly("v");
        assertThat(kafka.group("forward").committed("orders", 0)).hasValue(1);
    }

    @Test
    void aSendFailsAsOftenAsTheTestSays() {
        TestTopic sent = kafka.topic("sent");
        sent.failSends(2, new NotLeaderOrFollowerException("not now"));
        Producer<String, String> producer = producer();

        assertThat(producer.send("sent", "k", "1")).isCompletedExceptionally();
        assertThat(producer.send("sent", "k", "2")).isCompletedExceptionally();
        assertThat(producer.send("sent", "k", "3")).isCompleted();
        assertThat(sent.values()).containsExactly("3");
    }

    @Test
    void aDelayedSendArrivesInItsTime() {
        TestTopic sent = kafka.topic("sent");
        sent.delaySends(Duration.ofSeconds(5));
        Producer<String, String> producer = producer();
        CompletableFuture<RecordId> first = producer.send("sent", "k", "1");
        sent.sendsAtOnce();
        CompletableFuture<RecordId> second = producer.send("sent", "k", "2");

        kafka.advance(Duration.ofSeconds(4));
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        assertThat(sent.records()).isEmpty();
        kafka.advance(Duration.ofSeconds(2));

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(sent.values()).containsExactly("1", "2");
    }

    @Test
    void sendsWaitForTheBrokerAndThenFail() {
        Producer<String, String> producer = producer();
        assertThat(producer.send("sent", "k", "0")).isCompleted();
        kafka.stopBroker();
        CompletableFuture<RecordId> inTime = producer.send("sent", "k", "1");
        kafka.advance(LONG);
        assertThat(inTime).isNotDone();
        kafka.startBroker();
        kafka.run();
        assertThat(inTime).isCompleted();

        kafka.stopBroker();
        CompletableFuture<RecordId> tooLate = producer.send("sent", "k", "2");
        kafka.advance(Duration.ofMinutes(3));
        assertThat(tooLate).isCompletedExceptionally();
        kafka.startBroker();
        kafka.run();
        assertThat(kafka.topic("sent").values()).containsExactly("0", "1");
    }

    @Test
    void theFirstSendWaitsForTheTopicAsLongAsTheSettingAllows() {
        kafka.stopBroker();
        Instant before = kafka.now();

        CompletableFuture<RecordId> sent = producer().send("sent", "k", "v");

        assertThat(sent).isCompletedExceptionally();
        assertThat(Duration.between(before, kafka.now())).isEqualTo(LONG);
    }

    @Test
    void aDeadLetterIsSentAgainUntilItArrives() {
        kafka.topic("orders.dead").failSends(2, new CoordinatorNotAvailableException("not now"));
        leat.consumerGroup("billing")
                .retry(Retry.none())
                .deadLetters("orders.dead")
                .on("orders", Serde.text(), message -> {
                    throw new IllegalStateException("bad");
                })
                .build()
                .start();
        orders.send("k", "v");

        kafka.run();
        assertThat(kafka.topic("orders.dead").records()).isEmpty();
        kafka.advance(LONG);

        assertThat(kafka.topic("orders.dead").values()).containsExactly("v");
        assertThat(billing.committed("orders", 0)).hasValue(1);
    }

    // --- what is not there ---

    @Test
    void whereTopicsAreNotMadeBySendingASendFails() {
        try (TestKafka strict = TestKafka.builder().autoCreateTopics(false).build()) {
            CompletableFuture<RecordId> sent =
                    strict.leat().producer(Serde.text()).build().send("no-such", "k", "v");

            assertThat(sent).isCompletedExceptionally();
        }
    }

    @Test
    void keysGoToTheSamePartitionsAsWithKafka() {
        TestTopic many = kafka.topic("many", 6);
        for (int i = 0; i < 100; i++) {
            String key = "key-" + i;

            assertThat(many.send(key, "v").partition())
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), 6));
        }
    }

    @Test
    void aForeignLeatIsRefused() {
        try (Leat foreign = Leat.create("localhost:9092")) {
            assertThatThrownBy(() -> kafka.freeze(foreign)).hasMessageContaining("kafka.leat()");
        }
    }
}
