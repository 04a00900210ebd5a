package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Batch;
import dev.leat.core.BatchHandler;
import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest extends Promises {
    private static final Duration AGE = Duration.ofSeconds(10);

    private final List<List<String>> batches = new ArrayList<>();

    private ConsumerGroupBuilder<String> batching(int size, Duration age, BatchHandler<String, String> handler) {
        return group().retry(EACH_MINUTE).onBatch("orders", Serde.text(), Batching.of(size, age), handler);
    }

    private void keep(Batch<String, String> batch) {
        batches.add(batch.messages().stream().map(Message::value).toList());
    }

    private static Message<String, String> named(Batch<String, String> batch, String value) {
        return batch.messages().stream()
                .filter(message -> message.value().equals(value))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aBatchIsHandledWhenItIsFullHoweverManyPollsItTakes() {
        start(batching(5, AGE, this::keep).property("max.poll.records", 2));
        sendEach("1", "2", "3", "4", "5", "6");

        kafka.run();

        assertThat(batches).containsExactly(List.of("1", "2", "3", "4", "5"));
    }

    @Test
    void aRecordWaitsForOthersNoLongerThanTheAge() {
        start(batching(5, AGE, this::keep));
        kafka.run();
        sendEach("1");
        kafka.advance(Duration.ofSeconds(6));
        sendEach("2");

        kafka.advance(Duration.ofMillis(3_900));
        assertThat(batches).isEmpty();
        kafka.advance(Duration.ofMillis(200));
        assertThat(batches).containsExactly(List.of("1", "2"));
        awaitCommit();

        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void theAgeOfWhatABatchLeftBehindIsItsOwn() {
        start(batching(2, AGE, this::keep));
        kafka.run();
        sendEach("1");
        kafka.advance(Duration.ofSeconds(9));
        sendEach("2", "3");
        kafka.run();
        assertThat(batches).containsExactly(List.of("1", "2"));

        kafka.advance(Duration.ofSeconds(9));
        assertThat(batches).hasSize(1);
        kafka.advance(Duration.ofSeconds(2));

        assertThat(batches).last().isEqualTo(List.of("3"));
    }

    @Test
    void withoutAnAgeABatchIsWhatIsThere() {
        start(batching(5, Duration.ZERO, this::keep));
        sendEach("1", "2", "3");

        kafka.run();

        assertThat(batches).containsExactly(List.of("1", "2", "3"));
    }

    @Test
    void whatWasNamedAsFailedIsHandledAgainAndNothingElse() {
        ConsumerGroup group = start(batching(3, AGE, batch -> {
            keep(batch);
            if (batch.messages().get(0).attempt() == 1) {
                batch.failed(named(batch, "2"), new IllegalStateException("no"));
            }
        }));
        sendEach("1", "2", "3");

        kafka.advance(SECOND);
        awaitCommit();
        assertThat(committed()).isEqualTo(1);
        kafka.advance(MINUTE);
        awaitCommit();

        assertThat(batches).containsExactly(List.of("1", "2", "3"), List.of("2"));
        assertThat(committed()).isEqualTo(3);
        assertThat(group.counts().failures()).isEqualTo(1);
    }

    @Test
    void anExceptionByItselfConfirmsNothing() {
        start(batching(3, AGE, batch -> {
            keep(batch);
            throw new IllegalStateException("no");
        }));
        sendEach("1", "2", "3");

        kafka.advance(Duration.ofSeconds(90));

        assertThat(batches).containsExactly(List.of("1", "2", "3"), List.of("1", "2", "3"));
        assertThat(committed()).isLessThanOrEqualTo(0);
    }

    @Test
    void whatWasNamedAsDoneStaysDoneWhenTheCallThrows() {
        start(batching(3, AGE, batch -> {
            keep(batch);
            if (batch.messages().get(0).attempt() == 1) {
                batch.done(named(batch, "1"));
                throw new IllegalStateException("no");
            }
        }));
        sendEach("1", "2", "3");

        kafka.advance(Duration.ofSeconds(10));
        assertThat(committed()).isEqualTo(1);
        kafka.advance(MINUTE);

        assertThat(batches).containsExactly(List.of("1", "2", "3"), List.of("2", "3"));
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void anUnreadableRecordAloneIsGivenUpAndTheOthersAreHandled() {
        start(group().retry(EACH_MINUTE)
                .deadLetters("orders.dead")
                .onBatch("orders", new Unreadable(), Batching.of(3, AGE), this::keep));
        sendEach("1", "bad", "3");

        kafka.advance(SECOND);
        awaitCommit();

        assertThat(batches).containsExactly(List.of("1", "3"));
        assertThat(dead.values()).containsExactly("bad");
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void aBatchOfUnreadableRecordsNeedsNoCall() {
        start(group().deadLetters("orders.dead").onBatch("orders", new Unreadable(), Batching.of(2, AGE), this::keep));
        sendEach("bad 1", "bad 2");

        kafka.advance(SECOND);

        assertThat(batches).isEmpty();
        assertThat(dead.values()).containsExactly("bad 1", "bad 2");
    }

    @Test
    void theNextBatchOfAPartitionWaitsUntilAllOfTheOneBeforeAreDone() {
        start(batching(2, AGE, batch -> {
            keep(batch);
            if (batch.messages().get(0).attempt() == 1 && batches.size() == 1) {
                batch.failed(named(batch, "1"), new IllegalStateException("no"));
            }
        }));
        sendEach("1", "2", "3", "4");

        kafka.advance(Duration.ofSeconds(30));
        assertThat(batches).hasSize(1);
        kafka.advance(MINUTE);

        assertThat(batches).containsExactly(List.of("1", "2"), List.of("1"), List.of("3", "4"));
    }

    @Test
    void batchesByKeyKeepTheOrderOfEachKey() {
        start(batching(4, AGE, this::keep).ordering(Ordering.KEY).concurrency(4));
        for (int i = 10; i < 30; i++) {
            send("key " + i % 3, "key " + i % 3 + ":" + i);
        }

        kafka.advance(AGE.plusSeconds(1));

        List<String> all = batches.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(20);
        for (String key : List.of("key 0", "key 1", "key 2")) {
            assertThat(all.stream().filter(value -> value.startsWith(key))).isSorted();
        }
    }

    @Test
    void batchesWithoutOrderRunSideBySide() {
        Halt halt = halt();
        start(batching(2, AGE, batch -> {
                    keep(batch);
                    halt.here();
                })
                .ordering(Ordering.UNORDERED)
                .concurrency(2));
        sendEach("1", "2", "3", "4", "5", "6");

        kafka.advance(SECOND);
        assertThat(batches).hasSize(2);
        halt.release();
        kafka.run();

        assertThat(batches).hasSize(3);
    }

    @Test
    void withoutOrderABatchInTroubleHoldsNobody() {
        start(batching(5, AGE, batch -> {
                    keep(batch);
                    if (batch.messages().get(0).value().equals("1")) {
                        throw new IllegalStateException("no");
                    }
                })
                .ordering(Ordering.UNORDERED)
                .concurrency(2));
        kafka.run();
        sendEach("1", "2", "3", "4", "5");
        kafka.advance(SECOND);
        sendEach("6", "7");

        kafka.advance(AGE.plusSeconds(1));

        assertThat(batches).containsExactly(List.of("1", "2", "3", "4", "5"), List.of("6", "7"));
    }

    @Test
    void deadLettersOfABatchStandInTheOrderOfTheirRecords() {
        dead.failSends(2, new org.apache.kafka.common.errors.TimeoutException("not now"));
        start(group().retry(EACH_MINUTE.attempts(1))
                .deadLetters("orders.dead")
                .onBatch("orders", Serde.text(), Batching.of(3, AGE), batch -> {
                    throw new IllegalStateException("no");
                }));
        sendEach("1", "2", "3");

        kafka.advance(MINUTE);

        assertThat(dead.values()).containsExactly("1", "2", "3");
        assertThat(committed()).isEqualTo(3);
    }

    /** dp-kafka dropped it at the end, and handled it after its partition had gone. */
    @Test
    void whatABatchHadGatheredWhenItsPartitionWentIsHandledByTheNextOwnerAlone() {
        start(batching(5, AGE, this::keep));
        sendEach("1", "2");
        kafka.advance(SECOND);

        billing.revoke("orders", 0);
        kafka.advance(MINUTE);
        assertThat(batches).isEmpty();
        assertThat(committed()).isLessThanOrEqualTo(0);
        billing.giveBack("orders", 0);
        kafka.advance(AGE.plusSeconds(5));

        assertThat(batches).containsExactly(List.of("1", "2"));
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whatABatchHadGatheredAtTheEndComesAgain() {
        ConsumerGroup group = start(batching(5, AGE, this::keep));
        sendEach("1", "2");
        kafka.advance(SECOND);

        group.close();
        assertThat(batches).isEmpty();
        assertThat(committed()).isLessThanOrEqualTo(0);
        start(batching(5, AGE, this::keep));
        kafka.advance(AGE.plusSeconds(5));

        assertThat(batches).containsExactly(List.of("1", "2"));
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aBatchNeverMixesPartitions() {
        start(batching(4, AGE, this::keep));
        orders.partition(0).send("k", "p0");
        orders.partition(1).send("k", "p1");

        kafka.advance(AGE.plusSeconds(1));

        assertThat(batches).containsExactlyInAnyOrder(List.of("p0"), List.of("p1"));
    }
}
