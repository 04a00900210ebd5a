package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Held;
import dev.leat.core.Messages;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Messages that are fetched instead of handled, and what can be said of each. */
class FetchedTest extends Promises {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final Duration TWENTY_SECONDS = Duration.ofSeconds(20);

    private final ConsumerGroupBuilder<String> builder =
            group().retry(EACH_MINUTE).deadLetters("orders.dead");
    private final Messages<String, String> messages = builder.messages("orders", Serde.text(), DEADLINE);

    private Held<String, String> next() throws InterruptedException {
        return messages.poll(SECOND).orElseThrow();
    }

    private boolean isThereMore() throws InterruptedException {
        return messages.poll(SECOND).isPresent();
    }

    @Test
    void theNextOneOfAPartitionWaitsForTheRelease() throws InterruptedException {
        start(builder.ordering(Ordering.PARTITION));
        sendEach("a", "b");

        Held<String, String> a = next();
        assertThat(a.message().value()).isEqualTo("a");
        assertThat(a.mark()).isTrue();
        assertThat(isThereMore()).isFalse();
        assertThat(a.release()).isTrue();

        assertThat(next().message().value()).isEqualTo("b");
    }

    @Test
    void theNextOneOfAKeyWaitsAndOtherKeysDoNot() throws InterruptedException {
        start(builder.ordering(Ordering.KEY));
        send("k", "a", "b");
        send("other", "c");

        List<String> first = List.of(next().message().value(), next().message().value());

        assertThat(first).containsExactlyInAnyOrder("a", "c");
        assertThat(isThereMore()).isFalse();
    }

    @Test
    void withoutOrderAllAreThere() throws InterruptedException {
        start(builder.ordering(Ordering.UNORDERED));
        send("k", "a", "b", "c");

        next();
        next();
        next();
    }

    @Test
    void oneThatIsReleasedUnmarkedHoldsUpTheCommitAndNotThoseBehind() throws InterruptedException {
        ConsumerGroup group = start(builder.ordering(Ordering.PARTITION));
        sendEach("a", "b");

        next().release();
        next().commitAndRelease();
        awaitCommit();

        assertThat(committed()).isLessThanOrEqualTo(0);
        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();
        group.start();
        assertThat(next().message().value())
                .as("b is in the map of what is done")
                .isEqualTo("a");
        assertThat(isThereMore()).isFalse();
    }

    @Test
    void aMarkAfterTheReleaseCounts() throws InterruptedException {
        start(builder.ordering(Ordering.PARTITION));
        sendEach("a", "b");
        Held<String, String> a = next();
        a.release();
        Held<String, String> b = next();
        b.release();

        assertThat(b.mark()).isTrue();
        awaitCommit();
        assertThat(committed()).isLessThanOrEqualTo(0);
        assertThat(a.mark()).isTrue();
        assertThat(a.mark()).as("a second time").isTrue();
        awaitCommit();

        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aMarkWithoutAReleaseCommitsNothingYet() throws InterruptedException {
        start(builder);
        sendEach("a");
        Held<String, String> a = next();
        a.mark();
        awaitCommit();
        assertThat(committed()).isLessThanOrEqualTo(0);

        a.release();
        awaitCommit();

        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aCommitDoesNotWaitForTheInterval() throws InterruptedException {
        start(builder.commitInterval(Duration.ofHours(1)));
        sendEach("a", "b");

        CompletableFuture<Void> first = next().commitAndRelease().toCompletableFuture();
        kafka.advance(SECOND);
        assertThat(first).isCompleted();
        assertThat(committed()).isEqualTo(1);

        Held<String, String> b = next();
        CompletableFuture<Void> second = b.commit().toCompletableFuture();
        kafka.advance(SECOND);
        assertThat(second).isNotDone();
        b.release();
        kafka.advance(SECOND);
        assertThat(second).isCompleted();
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aCommitThatNeverComesIsToldSo() throws InterruptedException {
        ConsumerGroup group = start(builder.ordering(Ordering.UNORDERED));
        send("k", "a", "b");
        Held<String, String> a = next();
        CompletableFuture<Void> b = next().commitAndRelease().toCompletableFuture();
        a.release();

        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();
        kafka.run();

        assertThat(b).isCompletedExceptionally();
        assertThat(b.handle((nothing, error) -> error).join()).hasRootCauseInstanceOf(CancellationException.class);
    }

    @Test
    void aFailureIsRetriedWithItsOrder() throws InterruptedException {
        start(builder.ordering(Ordering.PARTITION));
        sendEach("a", "b");

        assertThat(next().fail(new IllegalStateException("not now"))).isTrue();
        assertThat(isThereMore()).isFalse();
        kafka.advance(MINUTE);

        Held<String, String> again = next();
        assertThat(again.message().value()).isEqualTo("a");
        assertThat(again.message().attempt()).isEqualTo(2);
    }

    @Test
    void oneThatLeaksFailsWhenItsDeadlineIsOver() throws InterruptedException {
        ConsumerGroup group = start(builder);
        sendEach("a");
        Held<String, String> leaked = next();

        kafka.advance(DEADLINE.plus(MINUTE).plus(SECOND));

        assertThat(group.counts().timeouts()).isEqualTo(1);
        assertThat(next().message().attempt()).isEqualTo(2);
        assertThat(leaked.mark()).isFalse();
        assertThat(leaked.release()).isFalse();
        assertThat(leaked.commitAndRelease().toCompletableFuture()).isCompletedExceptionally();
        assertThat(group.counts().lateAcknowledgements()).isPositive();
    }

    @Test
    void oneThatLeaksAfterItWasMarkedIsReleased() throws InterruptedException {
        ConsumerGroup group = start(builder);
        sendEach("a", "b");
        next().mark();

        kafka.advance(DEADLINE.plus(SECOND));

        assertThat(group.counts().timeouts()).isEqualTo(1);
        assertThat(next().message().value()).isEqualTo("b");
        awaitCommit();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void whatNobodyHasFetchedHasNoDeadlineAndDelaysNoStop() throws InterruptedException {
        ConsumerGroup group = start(builder);
        sendEach("a");
        kafka.advance(DEADLINE.multipliedBy(2));
        assertThat(messages.waiting()).isEqualTo(1);
        var before = kafka.now();

        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();

        assertThat(Duration.between(before, kafka.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(messages.waiting()).isZero();
        group.start();
        assertThat(next().message().value()).isEqualTo("a");
    }

    @Test
    void aStopWaitsForWhatIsHeld() throws InterruptedException {
        ConsumerGroup group = start(builder);
        sendEach("a");
        Held<String, String> a = next();

        group.stop(TWENTY_SECONDS);
        kafka.advance(SECOND);
        assertThat(a.message().isCancelled()).isTrue();
        a.commitAndRelease();

        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void whoWaitsIsToldOfTheEnd() throws InterruptedException {
        ConsumerGroup group = start(builder);
        kafka.run();
        group.close();

        assertThat(messages.take()).isEmpty();
    }

    @Test
    void whatIsGivenUpGoesWhereTheGroupSays() throws InterruptedException {
        start(builder.fatal(IllegalArgumentException.class));
        sendEach("a", "b");

        next().fail(new IllegalArgumentException("never"));
        kafka.run();

        assertThat(dead.records()).hasSize(1);
        assertThat(next().message().value()).isEqualTo("b");
    }
}
