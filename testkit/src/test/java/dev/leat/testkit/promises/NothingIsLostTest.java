package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.Start;
import dev.leat.core.Topics;
import dev.leat.core.spi.Surroundings;
import dev.leat.testkit.TestGroup;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses and repeats that other libraries had; each test is named after what must not happen. */
class NothingIsLostTest extends Promises {
    private final Stages stages = new Stages();

    /** confluentinc/parallel-consumer 826: the commit came from the highest polled offset. */
    @Test
    void aRevocationNeverCommitsPastARecordThatHasNotEnded() {
        start(group().ordering(Ordering.UNORDERED)
                .concurrency(8)
                .drain(SECOND)
                .onAsync("orders", Serde.text(), stages::handle));
        sendEach("a", "b", "c", "d");
        kafka.run();
        stages.end("a", "c", "d");

        billing.revoke("orders", 0);
        kafka.advance(Duration.ofSeconds(3));
        assertThat(committed()).isEqualTo(1);
        billing.giveBack("orders", 0);
        kafka.advance(SECOND);

        assertThat(stages.calls().stream().filter("b1"::equals)).hasSize(2);
    }

    /** confluentinc/parallel-consumer 909: a stale entry at the same offset hid the fresh record. */
    @Test
    void aLateCompletionNeverHidesTheFreshRecordAtItsOffset() {
        start(group().concurrency(2).drain(SECOND).retry(EACH_MINUTE).onAsync("orders", Serde.text(), stages::handle));
        send("k", "a");
        kafka.run();
        CompletableFuture<Void> stale = stages.of("a");
        billing.revoke("orders", 0);
        kafka.advance(Duration.ofSeconds(3));
        billing.giveBack("orders", 0);
        kafka.advance(Duration.ofSeconds(3));

        stale.complete(null);
        stages.fail("a");
        awaitCommit();
        assertThat(committed()).isLessThanOrEqualTo(0);
        kafka.advance(MINUTE);
        stages.end("a");
        awaitCommit();

        assertThat(stages.calls()).containsExactly("a1", "a1", "a2");
        assertThat(committed()).isEqualTo(1);
    }

    /** spring-kafka 4504, 4512: of two failures in one poll one was forgotten; then ten of them made 120 calls of 30. */
    @ParameterizedTest
    @EnumSource(Ordering.class)
    void failuresOfOnePollNeverForgetEachOtherNorRepeatWhatWasDone(Ordering ordering) {
        start(group().ordering(ordering)
                .concurrency(4)
                .retry(Retry.fixed(SECOND))
                .onAsync("orders", Serde.text(), message -> {
                    see(message);
                    return message.offset() % 3 == 0 && message.attempt() < 3
                            ? CompletableFuture.failedFuture(new IllegalStateException("not yet"))
                            : CompletableFuture.completedFuture(null);
                }));
        for (int i = 0; i < 30; i++) {
            send("key " + i, "value " + i);
        }

        kafka.advance(MINUTE);

        assertThat(seen).hasSize(20 + 3 * 10);
        assertThat(seen.stream().distinct()).hasSize(30);
        assertThat(committed()).isEqualTo(30);
    }

    /** spring-kafka 4436: a failure at one place of a batch confirmed everything before it. */
    @Test
    void aFailedBatchNeverConfirmsWhatItHasNotNamed() {
        start(group().retry(EACH_MINUTE).onBatch("orders", Serde.text(), Batching.of(5, SECOND), batch -> {
            batch.messages().forEach(this::see);
            batch.failed(batch.messages().get(3), new IllegalStateException("this one"));
            throw new IllegalStateException("and perhaps others");
        }));
        sendEach("1", "2", "3", "4", "5");

        kafka.advance(Duration.ofSeconds(90));

        assertThat(committed()).isLessThanOrEqualTo(0);
        assertThat(seen).containsExactly("1", "2", "3", "4", "5", "1", "2", "3", "4", "5");
    }

    enum Mode {
        PLAIN,
        ASYNCHRONOUS,
        MANUAL,
        BATCH
    }

    /** JasperFx/wolverine 3161: default modes committed past messages that were still running. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void noModeEverCommitsPastARecordThatIsStillRunning(Mode mode) {
        Halt halt = halt();
        List<Acknowledgement> acknowledgements = new ArrayList<>();
        ConsumerGroupBuilder<String> builder =
                group().ordering(Ordering.UNORDERED).concurrency(8);
        start(
                switch (mode) {
                    case PLAIN -> builder.on("orders", Serde.text(), message -> haltAtFirst(message, halt));
                    case ASYNCHRONOUS -> builder.onAsync("orders", Serde.text(), stages::handle);
                    case MANUAL ->
                        builder.onManual("orders", Serde.text(), MINUTE, (message, acknowledgement) -> {
                            if (message.offset() == 0) {
                                acknowledgements.add(acknowledgement);
                            } else {
                                acknowledgement.ack();
                            }
                        });
                    case BATCH ->
                        builder.onBatch(
                                "orders",
                                Serde.text(),
                                Batching.of(2, Duration.ZERO),
                                batch -> haltAtFirst(batch.messages().get(0), halt));
                });
        sendEach("a", "b", "c", "d");
        kafka.run();
        if (mode == Mode.ASYNCHRONOUS) {
            stages.end("b", "c", "d");
        }

        kafka.advance(Duration.ofSeconds(10));
        assertThat(committed()).isLessThanOrEqualTo(0);
        halt.release();
        acknowledgements.forEach(Acknowledgement::ack);
        if (mode == Mode.ASYNCHRONOUS) {
            stages.end("a");
        }
        awaitCommit();

        assertThat(committed()).isEqualTo(4);
    }

    private void haltAtFirst(Message<String, String> message, Halt halt) throws InterruptedException {
        if (message.offset() == 0) {
            halt.here();
        }
    }

    /** confluentinc/parallel-consumer 777: what ended during a revocation was ignored and done twice. */
    @Test
    void whatEndsWhileItsPartitionIsTakenAwayIsNeverDoneTwice() {
        Leat other = kafka.leat();
        Halt halt = halt();
        for (Leat member : List.of(leat, other)) {
            start(member.consumerGroup("billing").on("orders", Serde.text(), message -> {
                see(message);
                halt.here();
            }));
            kafka.run();
        }
        send("k", "a");
        orders.partition(1).send("k", "b");
        kafka.run();

        billing.rebalance();
        kafka.advance(Duration.ofSeconds(10));
        halt.release();
        kafka.advance(Duration.ofSeconds(10));

        assertThat(seen).containsExactlyInAnyOrder("a", "b");
        assertThat(committed()).isEqualTo(1);
    }

    /** confluentinc/parallel-consumer 894: offset and map came from two moments, and shifted what was done and what was not. */
    @Test
    void aMapOfAnotherMomentNeverMakesARecordBeSkipped() {
        start(group().ordering(Ordering.UNORDERED).concurrency(8).onAsync("orders", Serde.text(), stages::handle));
        sendEach("a", "b", "c", "d", "e");
        kafka.run();
        stages.end("b", "d", "e");
        awaitCommit();
        String map = billing.metadata("orders", 0);
        assertThat(map).isNotEmpty();
        assertThat(committed()).isZero();
        leat.close();

        billing.reset("orders", 0, 1, map);
        Leat next = kafka.leat();
        start(next.consumerGroup("billing").on("orders", Serde.text(), this::see));
        kafka.advance(SECOND);

        assertThat(seen).containsExactly("b", "c", "d", "e");
    }

    /** spring-kafka 3186: a failed commit was kept, and repeated after newer ones. */
    @ParameterizedTest
    @ValueSource(longs = {0, 200, 1_700})
    void aFailedCommitNeverMovesTheGroupBack(long delayMillis) {
        billing.delayCommits(Duration.ofMillis(delayMillis));
        billing.refuseCommits(2, new RebalanceInProgressException("not now"));
        start(group().commitInterval(Duration.ofMillis(500)).on("orders", Serde.text(), this::see));
        for (int i = 0; i < 20; i++) {
            send("k", "a");
            kafka.advance(Duration.ofMillis(700));
        }
        billing.refuseCommits(1, new RebalanceInProgressException("not now"));
        send("k", "last");
        kafka.advance(Duration.ofMillis(700));

        billing.rebalance();
        kafka.advance(Duration.ofSeconds(30));

        assertThat(billing.commits().stream()
                        .filter(commit -> commit.partition() == 0)
                        .map(TestGroup.Commit::offset))
                .isSorted()
                .last()
                .isEqualTo(21L);
        assertThat(seen).last().isEqualTo("last");
    }

    /** apache/kafka KAFKA-20332: the client handed out records of partitions that were being revoked. */
    @Test
    void recordsPolledOfAPartitionThatIsNotOursAreNeverHandled() {
        List<ConsumerRecord<byte[], byte[]>> stray = new ArrayList<>();
        Leat odd = kafka.leat(settings -> settings.surroundings(handingOut(stray, kafka.surroundings())));
        start(odd.consumerGroup("billing").on("orders", Serde.text(), this::see));
        send("k", "a");
        awaitCommit();

        billing.revoke("orders", 0);
        kafka.run();
        stray.add(new ConsumerRecord<>("orders", 0, 1, new byte[0], "stray".getBytes(StandardCharsets.UTF_8)));
        kafka.advance(Duration.ofSeconds(10));

        assertThat(stray).as("was handed out").isEmpty();
        assertThat(seen).containsExactly("a");
        assertThat(committed()).isEqualTo(1);
    }

    /** apache/kafka KAFKA-20539, IBM/sarama 1739: what came before a new partition was discovered was skipped. */
    @Test
    void recordsThatAreOlderThanTheDiscoveryOfTheirPartitionAreNeverSkipped() {
        send("k", "before the group");
        start(group().on(Topics.of("orders").from(Start.latest()), Serde.text(), this::see));
        kafka.advance(SECOND);

        orders.partitions(3);
        orders.partition(2).send("k", "before its discovery");
        kafka.advance(Duration.ofMinutes(10));

        assertThat(seen).containsExactly("before its discovery");
    }

    /** kafkaflow 213, kafka-go 1398, faust 216: a commit that failed lost offsets, and what was queued outlived its rebalance. */
    @Test
    void whatWasQueuedBeforeARebalanceIsNeverHandledAfterItNorAreOffsetsLostWithACommitThatFails() {
        Halt halt = halt();
        Leat other = kafka.leat();
        startHaltingAt("b", leat, "one", halt);
        send("k", "a");
        awaitCommit();
        send("k", "b", "c", "d");
        kafka.run();
        startHaltingAt("b", other, "two", halt);
        billing.refuseCommits(3, new RebalanceInProgressException("not now"));

        billing.lose(leat);
        kafka.run();
        halt.release();
        kafka.advance(MINUTE);

        assertThat(seen).startsWith("one a", "one b").doesNotContain("one c", "one d");
        assertThat(seen.stream().filter(call -> call.startsWith("two"))).containsExactly("two b", "two c", "two d");
        assertThat(billing.commits().stream()
                        .filter(commit -> commit.partition() == 0)
                        .map(TestGroup.Commit::offset))
                .isSorted()
                .last()
                .isEqualTo(4L);
    }

    private void startHaltingAt(String value, Leat member, String name, Halt halt) {
        start(member.consumerGroup("billing").on("orders", Serde.text(), message -> {
            seen.add(name + " " + message.value());
            if (message.value().equals(value) && halt.reached() == 0) {
                halt.here();
            }
        }));
        kafka.run();
    }

    private static Surroundings handingOut(List<ConsumerRecord<byte[], byte[]>> stray, Surroundings real) {
        return proxy(
                Surroundings.class,
                real,
                result -> result instanceof Consumer<?, ?> consumer
                        ? proxy(Consumer.class, consumer, polled -> {
                            if (!(polled instanceof ConsumerRecords<?, ?>) || stray.isEmpty()) {
                                return polled;
                            }
                            var more = new ConsumerRecords<>(
                                    Map.of(new TopicPartition("orders", 0), List.copyOf(stray)), Map.of());
                            stray.clear();
                            return more;
                        })
                        : result);
    }

    private interface Change {
        Object of(Object result);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // of whatever a method returns, null included
    private static <T> T proxy(Class<T> type, Object real, Change change) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return change.of(method.invoke(real, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
