package dev.leat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Deduplication;
import dev.leat.core.Held;
import dev.leat.core.Messages;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import dev.leat.core.Tail;
import dev.leat.testkit.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HandledMetersTest extends Metered {
    private static final String CONSUMED = "messaging.client.consumed.messages";
    private static final String PROCESSED = "messaging.process.duration";
    private static final String[] ORDERS = {
        "messaging.system", "kafka",
        "messaging.operation.name", "process",
        "messaging.consumer.group.name", "billing",
        "messaging.destination.name", "orders"
    };

    private long calls(String error) {
        return registry.find(PROCESSED).tags(ORDERS).tag("error.type", error).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    @Test
    void messagesAreCountedAndTheirCallsTimed() {
        start(group().on("orders", Serde.text(), message -> {}));
        Hold hold = kafka.hold("orders", 0, 0);
        sendEach("a", "b");
        kafka.advance(Duration.ofSeconds(2));
        hold.release();
        kafka.run();

        assertThat(counted(CONSUMED, ORDERS)).isEqualTo(2);
        assertThat(calls("none")).isEqualTo(2);
        assertThat(total(timer(PROCESSED, ORDERS))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aRetryIsACallAndNoOtherMessage() {
        List<Integer> attempts = new ArrayList<>();
        start(group().retry(EACH_MINUTE).on("orders", Serde.text(), message -> {
            attempts.add(message.attempt());
            if (message.attempt() < 3) {
                throw new IllegalArgumentException("no");
            }
        }));
        sendEach("a");
        kafka.advance(MINUTE.multipliedBy(3));

        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(counted(CONSUMED, ORDERS)).isEqualTo(1);
        assertThat(calls("java.lang.IllegalArgumentException")).isEqualTo(2);
        assertThat(calls("none")).isEqualTo(1);
    }

    @Test
    void anUnreadableMessageIsAFailedCall() {
        start(group().deadLetters("orders.dead").on("orders", Serde.text(), message -> {}));
        orders.partition(0).send(null, new byte[] {(byte) 0xC3, (byte) 0x28}); // no UTF-8
        kafka.run();

        assertThat(dead.records()).hasSize(1);
        assertThat(counted(CONSUMED, ORDERS)).isEqualTo(1);
        assertThat(calls("none")).isZero();
        assertThat(calls("dev.leat.core.SerdeException")).isEqualTo(1);
    }

    @Test
    void waitingForAnotherWithTheSameIdIsNoCall() {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        start(group().ordering(Ordering.UNORDERED)
                .concurrency(2)
                .interceptor(Deduplication.by(record -> Optional.of("the same")))
                .onAsync("orders", Serde.text(), message -> {
                    CompletableFuture<Void> stage = new CompletableFuture<>();
                    stages.add(stage);
                    return stage;
                }));
        sendEach("a", "b");
        kafka.run();

        stages.get(0).complete(null);
        kafka.run();

        assertThat(stages).hasSize(1);
        assertThat(calls("none")).isEqualTo(2);
        assertThat(calls("dev.leat.core.PostponedException")).isZero();
    }

    @Test
    void anAsynchronousCallLastsUntilItsStageEnds() {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        start(group().retry(EACH_MINUTE).onAsync("orders", Serde.text(), message -> {
            CompletableFuture<Void> stage = new CompletableFuture<>();
            stages.add(stage);
            return stage;
        }));
        sendEach("a");
        kafka.advance(SECOND);
        assertThat(calls("none")).isZero();

        stages.get(0).complete(null);
        assertThat(calls("none")).isEqualTo(1);
        assertThat(total(timer(PROCESSED, ORDERS))).isEqualTo(SECOND);

        sendEach("b");
        kafka.run();
        stages.get(1).completeExceptionally(new IllegalStateException("no"));
        assertThat(calls("java.lang.IllegalStateException")).isEqualTo(1);
    }

    @Test
    void aBatchIsOneCallAndFailsWithTheFirstOfItsMessagesThatFails() {
        start(group().ordering(Ordering.PARTITION)
                .retry(EACH_MINUTE)
                .onBatch("orders", Serde.text(), Batching.of(3, SECOND), batch -> {
                    if (batch.messages().get(0).attempt() == 1) {
                        batch.failed(batch.messages().get(1), new UnsupportedOperationException("this one"));
                    }
                }));
        sendEach("a", "b", "c");
        kafka.run();

        assertThat(counted(CONSUMED, ORDERS)).isEqualTo(3);
        assertThat(calls("java.lang.UnsupportedOperationException")).isEqualTo(1);
        assertThat(calls("none")).isZero();

        kafka.advance(MINUTE.plus(SECOND));
        assertThat(counted(CONSUMED, ORDERS)).isEqualTo(3);
        assertThat(calls("none")).isEqualTo(1);
    }

    @Test
    void fetchedMessagesAreCountedAndNotTimed() throws InterruptedException {
        ConsumerGroupBuilder<String> builder = group().ordering(Ordering.PARTITION);
        Messages<String, String> messages = builder.messages("orders", Serde.text(), MINUTE);
        start(builder);
        sendEach("a", "b");

        Held<String, String> first = messages.poll(SECOND).orElseThrow();
        first.release();
        messages.poll(SECOND).orElseThrow().commitAndRelease();
        kafka.run();

        assertThat(counted(CONSUMED, ORDERS)).isEqualTo(2);
        assertThat(registry.find(PROCESSED).timers()).allMatch(timer -> timer.count() == 0);
    }

    @Test
    void tailsHaveThemUnderTheirName() {
        Tail tail =
                leat.tail("prices").on("orders", Serde.text(), message -> {}).build();
        tail.start();
        sendEach("a");
        kafka.advance(SECOND);

        assertThat(counted(CONSUMED, "messaging.consumer.group.name", "tail:prices"))
                .isEqualTo(1);
    }
}
