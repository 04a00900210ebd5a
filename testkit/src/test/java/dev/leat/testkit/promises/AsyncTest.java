package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncTest extends Promises {
    private final Stages stages = new Stages();

    private ConsumerGroupBuilder<String> asynchronous(Ordering ordering, int concurrency) {
        return group().ordering(ordering)
                .concurrency(concurrency)
                .retry(EACH_MINUTE)
                .onAsync("orders", Serde.text(), stages::handle);
    }

    @Test
    void theConcurrencyCountsRecordsInFlight() {
        start(asynchronous(Ordering.UNORDERED, 2));
        sendEach("a", "b", "c", "d");

        kafka.advance(SECOND);
        assertThat(stages.calls()).hasSize(2);
        stages.end(stages.calls().get(0).substring(0, 1));
        kafka.advance(SECOND);

        assertThat(stages.calls()).hasSize(3);
    }

    @Test
    void aRecordThatWaitsForItsNextAttemptIsNotInFlight() {
        start(asynchronous(Ordering.UNORDERED, 1));
        send("k", "a", "b");
        kafka.run();

        stages.fail("a");
        kafka.run();
        assertThat(stages.calls()).containsExactly("a1", "b1");
        kafka.advance(Duration.ofSeconds(70));
        assertThat(stages.calls()).hasSize(2);
        stages.end("b");
        kafka.run();

        assertThat(stages.calls()).containsExactly("a1", "b1", "a2");
    }

    @Test
    void theNextRecordOfAKeyWaitsForTheStageAndOtherKeysDoNot() {
        start(asynchronous(Ordering.KEY, 8));
        send("a", "a", "b");
        send("c", "c");

        kafka.advance(SECOND);
        assertThat(stages.calls()).containsExactlyInAnyOrder("a1", "c1");
        stages.end("a");
        kafka.run();

        assertThat(stages.calls()).last().isEqualTo("b1");
    }

    @Test
    void theNextRecordOfAPartitionWaitsForTheStage() {
        start(asynchronous(Ordering.PARTITION, 8));
        sendEach("a", "b");

        kafka.advance(SECOND);
        assertThat(stages.calls()).containsExactly("a1");
        stages.end("a");
        kafka.run();

        assertThat(stages.calls()).containsExactly("a1", "b1");
    }

    @ParameterizedTest
    @EnumSource(Ordering.class)
    void nothingIsCommittedBeforeItsStageHasEnded(Ordering ordering) {
        start(asynchronous(ordering, 8));
        send("k", "a");

        awaitCommit();
        assertThat(committed()).isLessThanOrEqualTo(0);
        stages.end("a");
        awaitCommit();

        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void stagesThatEndInAnyOrderAreCommittedInTheOrderOfTheLog() {
        start(asynchronous(Ordering.UNORDERED, 8));
        sendEach("a", "b", "c");
        kafka.run();

        stages.end("c", "b");
        awaitCommit();
        assertThat(committed()).isLessThanOrEqualTo(0);
        stages.end("a");
        awaitCommit();

        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void aStageThatFailsIsAFailedAttempt() {
        ConsumerGroup group = start(asynchronous(Ordering.KEY, 1));
        send("k", "a");
        kafka.run();

        stages.fail("a");
        kafka.advance(MINUTE);
        stages.end("a");
        awaitCommit();

        assertThat(stages.calls()).containsExactly("a1", "a2");
        assertThat(group.counts().failures()).isEqualTo(1);
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aCancelledStageIsAFailedAttempt() {
        start(asynchronous(Ordering.KEY, 1));
        send("k", "a");
        kafka.run();

        stages.of("a").cancel(false);
        kafka.advance(MINUTE);

        assertThat(stages.calls()).containsExactly("a1", "a2");
    }

    @Test
    @SuppressWarnings("NullAway") // what a handler must not do
    void aHandlerThatReturnsNoStageHasFailed() {
        ConsumerGroup group = start(group().retry(Retry.none())
                .deadLetters("orders.dead")
                .onAsync("orders", Serde.text(), message -> null));
        send("k", "a");

        kafka.advance(SECOND);

        assertThat(group.counts().failures()).isEqualTo(1);
        assertThat(dead.values()).containsExactly("a");
    }

    @Test
    void aStageThatHasEndedAlreadyHoldsNobody() {
        start(group().onAsync("orders", Serde.text(), message -> {
            see(message);
            return CompletableFuture.completedStage("done");
        }));
        send("k", "a", "b", "c");

        kafka.run();
        awaitCommit();

        assertThat(seen).containsExactly("a", "b", "c");
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void aRebalanceWaitsForStagesAndCommitsWhatTheyHaveDone() {
        start(asynchronous(Ordering.KEY, 8));
        send("k", "a");
        kafka.run();

        billing.revoke("orders", 0);
        kafka.advance(SECOND);
        assertThat(billing.assignment(leat)).hasSize(2);
        stages.end("a");
        kafka.run();

        assertThat(billing.assignment(leat)).hasSize(1);
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aStageThatEndsAfterItsPartitionWasTakenAwayFinishesNothing() {
        start(asynchronous(Ordering.KEY, 8).drain(Duration.ofSeconds(5)));
        send("k", "a");
        kafka.run();

        billing.revoke("orders", 0);
        kafka.advance(Duration.ofSeconds(10));
        CompletableFuture<Void> late = stages.of("a");
        billing.giveBack("orders", 0);
        kafka.advance(Duration.ofSeconds(10));
        assertThat(stages.calls()).containsExactly("a1", "a1");
        late.complete(null);
        awaitCommit();
        assertThat(committed()).isLessThanOrEqualTo(0);
        stages.end("a");
        awaitCommit();

        assertThat(committed()).isEqualTo(1);
    }
}
