package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.DeadLetter;
import dev.leat.core.GroupState;
import dev.leat.core.HandlerTimeoutException;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TimeoutTest extends Promises {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Halt halt = halt();

    private ConsumerGroupBuilder<String> timed() {
        return group().ordering(Ordering.KEY).concurrency(2).retry(EACH_MINUTE).timeout(TIMEOUT);
    }

    @Test
    void aCallThatTakesTooLongIsInterruptedAndCounted() {
        ConsumerGroup group = start(timed().on("orders", Serde.text(), message -> {
            seen.add(message.value() + message.attempt());
            halt.here();
        }));
        send("k", "a");
        kafka.run();

        kafka.advance(TIMEOUT.minusMillis(1));
        assertThat(group.counts().timeouts()).isZero();
        kafka.advance(Duration.ofMillis(50));
        assertThat(group.counts().timeouts()).isEqualTo(1);
        assertThat(group.counts().failures()).isEqualTo(1);
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("a1", "a2");
    }

    @Test
    void itsKeyWaitsAndItsWorkerIsTakenUntilItReturns() {
        start(timed().concurrency(1).on("orders", Serde.text(), message -> {
            see(message);
            if (message.value().equals("slow")) {
                halt.hereWhatever();
            }
        }));
        send("k", "slow", "follower");
        send("other", "other");

        kafka.advance(MINUTE);
        assertThat(seen).containsExactly("slow");
        assertThat(halt.interrupts()).isEqualTo(1);
        halt.release();
        kafka.run();

        assertThat(seen).containsExactlyInAnyOrder("slow", "follower", "other");
    }

    @Test
    void whatACallReturnsOrThrowsAfterItsInterruptCounts() {
        ConsumerGroup group = start(timed().on("orders", Serde.text(), message -> {
            see(message);
            halt.hereWhatever();
        }));
        send("k", "slow");
        kafka.advance(MINUTE);

        halt.release();
        awaitCommit();

        assertThat(group.counts().timeouts()).isEqualTo(1);
        assertThat(group.counts().failures()).isZero();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void theInterruptHitsThisCallAndNoLaterOne() {
        List<Boolean> interrupted = new ArrayList<>();
        start(timed().concurrency(1)
                .interceptor((delivery, next) -> {
                    var stage = next.proceed();
                    interrupted.add(Thread.currentThread().isInterrupted());
                    return stage;
                })
                .on("orders", Serde.text(), message -> {
                    interrupted.add(Thread.currentThread().isInterrupted());
                    if (message.value().equals("slow")) {
                        halt.hereWhatever();
                        Thread.currentThread().interrupt(); // as a well-bred handler restores it
                    }
                }));
        send("k", "slow", "next");
        kafka.advance(MINUTE);

        halt.release();
        kafka.run();

        assertThat(interrupted).containsExactly(false, false, false, false);
    }

    @Test
    void aStageThatTakesTooLongHasFailedAndWhatItBringsLaterIsIgnored() {
        Stages stages = new Stages();
        ConsumerGroup group = start(group().ordering(Ordering.KEY)
                .retry(EACH_MINUTE.attempts(2))
                .timeout(TIMEOUT)
                .deadLetters("orders.dead")
                .onAsync("orders", Serde.text(), stages::handle));
        send("k", "a", "b");
        kafka.advance(TIMEOUT.plusSeconds(1));
        assertThat(group.counts().timeouts()).isEqualTo(1);
        CompletableFuture<Void> late = stages.of("a");

        late.complete(null);
        awaitCommit();
        assertThat(committed()).isLessThanOrEqualTo(0);
        kafka.advance(MINUTE.plus(TIMEOUT));

        assertThat(stages.calls()).containsExactly("a1", "a2", "b1");
        assertThat(dead.records().get(0).header(DeadLetter.EXCEPTION))
                .hasValue(HandlerTimeoutException.class.getName());
    }

    @Test
    void aStageThatTakesTooLongFreesItsSlot() {
        Stages stages = new Stages();
        start(group().ordering(Ordering.KEY)
                .concurrency(1)
                .retry(EACH_MINUTE)
                .timeout(TIMEOUT)
                .onAsync("orders", Serde.text(), stages::handle));
        sendEach("a", "b");

        kafka.advance(TIMEOUT.plusSeconds(1));

        assertThat(stages.calls()).hasSize(2);
    }

    @Test
    void timeThatARecordWaitsForOthersDoesNotCount() {
        ConsumerGroup group = start(timed().concurrency(1).on("orders", Serde.text(), message -> {
            see(message);
            kafka.surroundings()
                    .await(
                            new java.util.concurrent.CountDownLatch(1),
                            Duration.ofSeconds(8).toNanos());
        }));
        send("k", "1", "2", "3", "4", "5");

        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("1", "2", "3", "4", "5");
        assertThat(group.counts().timeouts()).isZero();
    }

    @Test
    void aTimeoutNeverStopsTheGroup() {
        ConsumerGroup group = start(timed().on("orders", Serde.text(), message -> {
            see(message);
            if (message.value().equals("slow")) {
                halt.here();
            }
        }));
        send("k", "slow");
        kafka.advance(Duration.ofHours(1));

        orders.partition(1).send("k", "later");
        kafka.run();

        assertThat(seen).last().isEqualTo("later");
        assertThat(group.state()).isEqualTo(GroupState.CONSUMING);
    }

    @Test
    void aBatchThatTakesTooLongIsInterruptedAsAWhole() {
        ConsumerGroup group = start(timed().onBatch("orders", Serde.text(), Batching.of(2, SECOND), batch -> {
            batch.messages().forEach(this::see);
            halt.here();
        }));
        send("k", "a", "b");

        kafka.advance(MINUTE);

        assertThat(group.counts().timeouts()).isEqualTo(1);
        assertThat(group.counts().failures()).isEqualTo(2);
    }
}
