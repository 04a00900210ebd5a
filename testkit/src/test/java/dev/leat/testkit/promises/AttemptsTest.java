package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest extends Promises {
    private void fail(Message<String, String> message) {
        seen.add(message.value() + message.attempt());
        throw new IllegalStateException("no");
    }

    private void failIfBad(Message<String, String> message) {
        seen.add(message.value() + message.attempt());
        if (message.value().equals("bad")) {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void attemptsCountTheDeliveriesOfOneAssignment() {
        start(group().retry(EACH_MINUTE).on("orders", Serde.text(), this::fail));
        send("k", "a");
        kafka.advance(Duration.ofSeconds(150));
        assertThat(seen).containsExactly("a1", "a2", "a3");

        billing.rebalance();
        kafka.advance(Duration.ofSeconds(70));

        assertThat(seen).containsExactly("a1", "a2", "a3", "a1", "a2");
    }

    @Test
    void byDefaultARecordIsTriedForEverWithPausesThatGrowToThirtySeconds() {
        List<Instant> tries = new ArrayList<>();
        start(group().on("orders", Serde.text(), message -> {
            tries.add(kafka.now());
            throw new IllegalStateException("no");
        }));
        send("k", "a");
        kafka.run();

        kafka.advance(Duration.ofHours(10));

        assertThat(tries).hasSizeGreaterThan(1_200);
        assertThat(Duration.between(tries.get(0), tries.get(1)))
                .isBetween(Duration.ofMillis(160), Duration.ofMillis(200));
        Instant last = tries.get(tries.size() - 1);
        assertThat(Duration.between(tries.get(tries.size() - 2), last))
                .isBetween(Duration.ofSeconds(24), Duration.ofSeconds(30));
        assertThat(committed()).isLessThanOrEqualTo(0);
    }

    @Test
    void aFailedRecordHoldsItsKeyAndNobodyElse() {
        start(group().ordering(Ordering.KEY).retry(EACH_MINUTE).on("orders", Serde.text(), this::failIfBad));
        send("a", "bad", "follower");
        send("b", "other");

        kafka.advance(Duration.ofSeconds(90));

        assertThat(seen).containsExactly("bad1", "other1", "bad2");
    }

    @Test
    void aFailedRecordHoldsItsPartitionAndNoOther() {
        start(group().retry(EACH_MINUTE).on("orders", Serde.text(), this::failIfBad));
        send("a", "bad");
        send("b", "follower");
        orders.partition(1).send("c", "other");

        kafka.advance(Duration.ofSeconds(90));

        assertThat(seen).containsExactly("bad1", "other1", "bad2");
    }

    @Test
    void aFailedRecordWithoutOrderHoldsNobody() {
        start(group().ordering(Ordering.UNORDERED).retry(EACH_MINUTE).on("orders", Serde.text(), this::failIfBad));
        send("a", "bad", "follower");

        kafka.advance(Duration.ofSeconds(90));

        assertThat(seen).containsExactly("bad1", "follower1", "bad2");
    }

    @Test
    void aSkippedRecordIsCountedAndItsKeyContinues() {
        ConsumerGroup group =
                start(group().retry(EACH_MINUTE.attempts(2)).skipFailed().on("orders", Serde.text(), this::failIfBad));
        send("k", "bad", "good");

        kafka.advance(MINUTE);
        awaitCommit();

        assertThat(seen).containsExactly("bad1", "bad2", "good1");
        assertThat(committed()).isEqualTo(2);
        assertThat(group.counts().failures()).isEqualTo(2);
        assertThat(group.counts().retries()).isEqualTo(1);
        assertThat(group.counts().skipped()).isEqualTo(1);
    }

    @Test
    void aStoppingFailureEndsTheGroupWithTheRecordUnfinished() {
        ConsumerGroup group =
                start(group().retry(Retry.none()).stopOnFailure().on("orders", Serde.text(), this::failIfBad));
        send("k", "good", "bad", "later");

        kafka.advance(MINUTE);

        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThat(group.failure()).hasValueSatisfying(why -> assertThat(why).hasMessage("no"));
        assertThat(seen).containsExactly("good1", "bad1");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void whatVetoesTheCommitIsTriedUntilItSucceedsAndAllElseIsCommittedAnyway() {
        start(group().retry(Retry.none())
                .skipFailed()
                .neverGiveUp(IllegalStateException.class)
                .on("orders", Serde.text(), message -> {
                    seen.add(message.value() + message.attempt());
                    if (message.value().equals("bad")) {
                        throw new IllegalArgumentException("committed all the same");
                    }
                    if (message.value().equals("vetoed") && message.attempt() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                }));
        sendEach("bad", "vetoed", "good");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("bad1", "vetoed1", "vetoed2", "vetoed3", "good1");
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void aFatalFailureIsGivenUpAtOnceAlsoAsACause() {
        start(group().fatal(IllegalArgumentException.class)
                .deadLetters("orders.dead")
                .on("orders", Serde.text(), message -> {
                    seen.add(message.value() + message.attempt());
                    throw new IllegalStateException(new IllegalArgumentException("never"));
                }));
        send("k", "a");

        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("a1");
        assertThat(dead.values()).containsExactly("a");
    }

    @Test
    void withoutAWayToGiveUpEvenWhatCannotBeReadIsTriedAgain() {
        ConsumerGroup group = start(group().on("orders", new Unreadable(), this::see));
        send("k", "bad");

        kafka.advance(MINUTE);
        awaitCommit();

        assertThat(group.counts().retries()).isGreaterThan(3);
        assertThat(committed()).isLessThanOrEqualTo(0);
    }
}
