package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Batching;
import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Deduplication;
import dev.leat.core.HandledIds;
import dev.leat.core.Held;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Messages;
import dev.leat.core.Ordering;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.Stalled;
import dev.leat.testkit.TestTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages whose id was handled before; values begin with the id. */
class DeduplicationTest extends Promises {
    private static final Batching THREE = Batching.of(3, SECOND);

    private final Deduplication guard = Deduplication.byHeader();
    private final Stages stages = new Stages();

    /** To that partition, with the first letter as the id. */
    private void sendTo(int partition, String... values) {
        for (String value : values) {
            orders.partition(partition).send(value, value, Map.of(Deduplication.MESSAGE_ID, value.substring(0, 1)));
        }
    }

    private ConsumerGroupBuilder<String> guarded() {
        return group().interceptor(guard).concurrency(4).retry(EACH_MINUTE);
    }

    /** Fails as often as its value has exclamation marks. */
    private void fail(Message<?, String> message) {
        see(message);
        if (message.value().chars().filter(mark -> mark == '!').count() >= message.attempt()) {
            throw new IllegalStateException("not yet");
        }
    }

    @Test
    void aMessageWhoseIdWasHandledIsPassedOverAndCounted() {
        ConsumerGroup group = start(guarded().on("orders", Serde.text(), this::see));
        sendTo(0, "a", "a again", "b");
        sendTo(1, "b elsewhere");
        kafka.run();
        sendTo(0, "a late");

        awaitCommit();

        assertThat(seen).hasSize(2).contains("a").containsAnyOf("b", "b elsewhere");
        assertThat(guard.repeats()).isEqualTo(3);
        assertThat(committed()).isEqualTo(4);
        assertThat(group.counts().failures()).isZero();
    }

    @Test
    void aMessageWithoutAnIdIsAlwaysHandled() {
        start(guarded().on("orders", Serde.text(), this::see));
        send("k", "x", "x");
        orders.partition(0).send("k", "x", Map.of(Deduplication.MESSAGE_ID, ""));
        orders.partition(0).send("k", "x", Map.of(Deduplication.MESSAGE_ID, " "));
        orders.partition(0).send("k", "x", Map.of(Deduplication.MESSAGE_ID, " "));

        kafka.run();

        assertThat(seen).hasSize(5);
        assertThat(guard.repeats()).isZero();
    }

    @Test
    void aFailureIsNotRememberedSoItsRetryRuns() {
        start(guarded().on("orders", Serde.text(), this::fail));
        sendTo(0, "a!!", "a again");

        kafka.advance(MINUTE.multipliedBy(3));

        assertThat(seen).containsExactly("a!!", "a!!", "a!!");
        assertThat(guard.repeats()).isEqualTo(1);
        assertThat(committed()).isEqualTo(2);
    }

    /** Nobody knows whether it has done its work, so its offset is not committed either; passed over when it comes again, it would be lost. */
    @Test
    void whatReturnsAfterAStopHasInterruptedItIsNotRemembered() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        ConsumerGroup group = start(guarded().on("orders", Serde.text(), message -> {
            see(message);
            if (seen.size() == 1) {
                try {
                    kafka.surroundings().await(never, Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }));
        sendTo(0, "a");
        kafka.run();
        assertThat(group.stopAndWait(SECOND.multipliedBy(10))).isTrue();

        group.start();
        awaitCommit();

        assertThat(seen).containsExactly("a", "a");
        assertThat(guard.repeats()).isZero();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void whatWasGivenUpWasNotHandled() {
        start(group().interceptor(guard)
                .retry(Retry.none())
                .deadLetters("orders.dead")
                .on("orders", Serde.text(), this::fail));
        sendTo(0, "a!", "a");

        kafka.run();

        assertThat(seen).containsExactly("a!", "a");
        assertThat(dead.values()).containsExactly("a!");
    }

    @Test
    void groupsThatShareOneDoNotSeeEachOthersIds() {
        start(guarded().on("orders", Serde.text(), this::see));
        start(leat.consumerGroup("shipping").interceptor(guard).on("orders", Serde.text(), this::see));
        leat.tail("billing")
                .interceptor(guard)
                .on("orders", Serde.text(), this::see)
                .build()
                .start();
        sendTo(0, "a", "a again");

        kafka.advance(SECOND.multipliedBy(5));

        assertThat(seen).containsExactly("a", "a", "a");
        assertThat(guard.repeats()).isEqualTo(3);
    }

    @Test
    void membersOfAGroupThatShareOneSeeEachOthersIds() {
        start(guarded().on("orders", Serde.text(), this::see));
        start(kafka.leat().consumerGroup("billing").interceptor(guard).on("orders", Serde.text(), this::see));
        kafka.advance(MINUTE);
        sendTo(0, "a");
        kafka.run();
        sendTo(1, "a again");

        kafka.run();

        assertThat(billing.members()).hasSize(2);
        assertThat(seen).containsExactly("a");
    }

    @Test
    void idsAreWhateverTheFunctionSays() {
        start(group().interceptor(
                        Deduplication.by(record -> Optional.of(new String(record.key(), StandardCharsets.UTF_8))))
                .on("orders", Serde.text(), this::see));
        send("k", "a", "b");
        send("other", "c");

        kafka.run();

        assertThat(seen).containsExactly("a", "c");
    }

    @Test
    void aFunctionThatFailsIsAFailureOfTheMessage() {
        start(group().interceptor(Deduplication.by(record -> {
                    throw new IllegalStateException("no id");
                }))
                .retry(Retry.none())
                .deadLetters("orders.dead")
                .on("orders", Serde.text(), this::see));
        send("k", "a");

        kafka.run();

        assertThat(seen).isEmpty();
        assertThat(dead.values()).containsExactly("a");
    }

    @Test
    void bytesThatAreNoTextAreIdsAsWell() {
        start(guarded().on("orders", Serde.text(), this::see));
        Producer<String, String> producer = leat.producer(Serde.text()).build();
        for (byte id : new byte[] {(byte) 0xF0, (byte) 0xF1, (byte) 0xF0}) {
            var unused = producer.send(Outgoing.<String, String>of("orders", "k", "id " + id)
                    .header(Deduplication.MESSAGE_ID, new byte[] {id}));
        }
        kafka.advance(SECOND);

        assertThat(seen).containsExactly("id -16", "id -15");
    }

    @Test
    void anIdIsForgottenWhenItsTimeIsOverOrThereAreTooMany() {
        start(group().interceptor(guard.memory(HandledIds.inMemory(2, MINUTE, kafka.surroundings()::nanos)))
                .on("orders", Serde.text(), this::see));
        sendTo(0, "a", "b", "a again", "c", "b again", "a late");
        kafka.run();
        assertThat(seen).containsExactly("a", "b", "c", "a late");
        kafka.advance(MINUTE);

        sendTo(0, "c late");
        kafka.run();

        assertThat(seen).containsExactly("a", "b", "c", "a late", "c late");
    }

    @Test
    void aMemoryOfNothingIsRefused() {
        assertThatThrownBy(() -> HandledIds.inMemory(0, MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("most is 0");
        assertThatThrownBy(() -> HandledIds.inMemory(1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("atMost is PT0S");
    }

    @Test
    void theSameOneTwiceIsRefused() {
        assertThatThrownBy(() -> guarded()
                        .interceptor(guard)
                        .on("orders", Serde.text(), this::see)
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a Deduplication is among its interceptors twice");
    }

    @ParameterizedTest
    @EnumSource(Ordering.class)
    void whoseIdIsBeingHandledWaitsAndIsPassedOverIfThatSucceeds(Ordering ordering) throws InterruptedException {
        Halt halt = halt();
        start(guarded().ordering(ordering).on("orders", Serde.text(), message -> {
            see(message);
            halt.here();
        }));
        sendTo(0, "a");
        kafka.run();
        sendTo(0, "a again");
        sendTo(1, "a elsewhere");
        kafka.run();
        assertThat(halt.reached()).isEqualTo(1);

        halt.release();
        awaitCommit();

        assertThat(seen).containsExactly("a");
        assertThat(guard.repeats()).isEqualTo(2);
        assertThat(committed()).isEqualTo(2);
        assertThat(billing.committed("orders", 1)).hasValue(1);
    }

    @Test
    void whoWaitsKeepsNoWorker() {
        Halt halt = halt();
        start(guarded().ordering(Ordering.UNORDERED).concurrency(2).on("orders", Serde.text(), message -> {
            see(message);
            if (message.value().equals("a")) {
                halt.here();
            }
        }));
        sendTo(0, "a", "a again", "a once more", "b");

        kafka.run();

        assertThat(seen).containsExactly("a", "b");
        halt.release();
    }

    @Test
    void whoWaitsIsHandledAtItsFirstAttemptIfTheOtherFails() {
        Halt halt = halt();
        List<String> attempts = new ArrayList<>();
        ConsumerGroup group = start(group().interceptor(guard)
                .ordering(Ordering.UNORDERED)
                .concurrency(2)
                .retry(Retry.none())
                .skipFailed()
                .on("orders", Serde.text(), message -> {
                    attempts.add(message.value() + " " + message.attempt());
                    if (attempts.size() == 1) {
                        halt.here();
                        throw new IllegalStateException("the first fails");
                    }
                }));
        sendTo(0, "a", "a again");
        kafka.run();

        halt.release();
        awaitCommit();

        assertThat(attempts).containsExactly("a 1", "a again 1");
        assertThat(group.counts().failures()).as("waiting is none").isEqualTo(1);
        assertThat(guard.repeats()).isZero();
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whoWaitsStartsNothingWhenItsPartitionIsGone() throws InterruptedException {
        ConsumerGroup group =
                start(guarded().ordering(Ordering.UNORDERED).onAsync("orders", Serde.text(), stages::handle));
        sendTo(0, "a", "a again");
        kafka.run();

        group.stop();
        kafka.run();
        stages.fail("a");
        kafka.advance(MINUTE);

        assertThat(stages.calls()).containsExactly("a1");
        group.start();
        kafka.run();
        assertThat(stages.calls()).as("delivered again").hasSize(2);
    }

    @Test
    void whoWaitsHoldsUpNoRebalance() {
        start(guarded().ordering(Ordering.UNORDERED).onAsync("orders", Serde.text(), stages::handle));
        sendTo(0, "a");
        kafka.run();
        sendTo(1, "a elsewhere");
        kafka.run();
        assertThat(billing.assignment(leat)).hasSize(2);

        billing.revoke("orders", 1);
        kafka.advance(SECOND.multipliedBy(10));
        assertThat(billing.assignment(leat)).as("less than the drain later").hasSize(1);
        billing.giveBack("orders", 1);
        kafka.advance(SECOND.multipliedBy(10));
        stages.end("a");
        awaitCommit();

        assertThat(stages.calls()).containsExactly("a1");
        assertThat(billing.committed("orders", 1)).hasValue(1);
    }

    @Test
    void aPartitionThatWaitsForAnotherMemberIsNotBegunAnew() {
        List<Long> assignments = new ArrayList<>();
        for (Leat member : List.of(leat, kafka.leat())) {
            start(member.consumerGroup("billing")
                    .watchdog(MINUTE, Stalled.RESTART)
                    .interceptor((delivery, next) -> {
                        assignments.add(delivery.assignment());
                        return next.proceed();
                    })
                    .interceptor(guard)
                    .onAsync("orders", Serde.text(), stages::handle));
        }
        kafka.advance(MINUTE);
        assertThat(billing.assignment(leat)).hasSize(1);
        sendTo(0, "a");
        kafka.run();
        sendTo(1, "a elsewhere");

        kafka.advance(MINUTE.multipliedBy(5));

        assertThat(assignments).hasSize(2);
        assertThat(stages.calls()).containsExactly("a1");
    }

    @Test
    void anAsynchronousMessageIsRememberedWhenItsStageHasEnded() {
        start(guarded().ordering(Ordering.UNORDERED).onAsync("orders", Serde.text(), stages::handle));
        sendTo(0, "a", "a again", "b");
        kafka.run();
        assertThat(stages.calls()).containsExactlyInAnyOrder("a1", "b1");

        stages.fail("a");
        kafka.run();
        assertThat(stages.calls()).last().isEqualTo("a again1");
        stages.end("a again", "b");
        kafka.advance(MINUTE.multipliedBy(2));

        assertThat(stages.calls())
                .as("the retry of the first is a repeat by now")
                .hasSize(3);
        assertThat(guard.repeats()).isEqualTo(1);
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void whoWaitsForAStageHasNoneOfTheConcurrency() {
        start(guarded().concurrency(2).ordering(Ordering.UNORDERED).onAsync("orders", Serde.text(), stages::handle));
        sendTo(0, "a", "a again", "b");

        kafka.run();

        assertThat(stages.calls()).containsExactlyInAnyOrder("a1", "b1");
    }

    @Test
    void aStageThatEndedAlreadyIsRemembered() {
        start(guarded().onAsync("orders", Serde.text(), message -> {
            see(message);
            return CompletableFuture.completedFuture(null).minimalCompletionStage();
        }));
        sendTo(0, "a", "a again");

        kafka.run();

        assertThat(seen).containsExactly("a");
    }

    @Test
    void aMessageIsRememberedWhenItIsAcknowledged() {
        List<Acknowledgement> open = new ArrayList<>();
        start(guarded().ordering(Ordering.UNORDERED).onManual("orders", Serde.text(), MINUTE, (message, receipt) -> {
            see(message);
            open.add(receipt);
        }));
        sendTo(0, "a", "a again");
        kafka.run();
        assertThat(seen).containsExactly("a");

        open.get(0).nack(new IllegalStateException("no"));
        kafka.run();
        assertThat(seen).containsExactly("a", "a again");
        open.get(1).ack();
        kafka.advance(MINUTE.multipliedBy(2));

        assertThat(seen).hasSize(2);
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aBatchIsPassedOverIfAllOfItIsKnownAndElseHandledWhole() {
        start(guarded()
                .onBatch(
                        "orders", Serde.text(), THREE, batch -> batch.messages().forEach(this::see)));
        sendTo(0, "a", "b", "c", "c again", "a again", "b again", "a", "d", "b");
        sendTo(0, "a", "d");
        orders.partition(0).send("k", "no id");

        kafka.advance(SECOND.multipliedBy(3));

        assertThat(seen).containsExactly("a", "b", "c", "a", "d", "b", "a", "d", "no id");
        assertThat(guard.repeats()).isEqualTo(3);
        assertThat(committed()).isEqualTo(12);
    }

    @Test
    void aBatchIsRememberedIfNothingOfItHasFailed() {
        start(guarded()
                .onBatch(
                        "orders",
                        Serde.text(),
                        THREE,
                        batch -> batch.messages().forEach(message -> {
                            see(message);
                            if (message.value().equals("b") && message.attempt() == 1) {
                                batch.failed(message, new IllegalStateException("not yet"));
                            }
                        })));
        sendTo(0, "a", "b", "c", "a again", "b again", "c again");

        kafka.advance(MINUTE.multipliedBy(2));

        assertThat(seen).containsExactly("a", "b", "c", "b", "a again", "b again", "c again");
        assertThat(guard.repeats()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBatchWaitsForTheOneThatHasAnIdOfItsOwn(boolean fails) {
        Halt halt = halt();
        List<Integer> attempts = new ArrayList<>();
        start(group().interceptor(guard)
                .concurrency(4)
                .retry(Retry.none())
                .skipFailed()
                .filter(record -> record.value().length < 9)
                .onBatch("orders", Serde.text(), THREE, batch -> {
                    batch.messages().forEach(this::see);
                    attempts.add(batch.messages().get(0).attempt());
                    if (attempts.size() == 1) {
                        halt.here();
                        if (fails) {
                            throw new IllegalStateException("the first fails");
                        }
                    }
                }));
        sendTo(0, "a", "b", "c");
        kafka.run();
        sendTo(1, "a", "filtered out", "c");
        kafka.run();
        assertThat(seen).containsExactly("a", "b", "c");

        halt.release();
        awaitCommit();

        assertThat(seen).hasSize(fails ? 5 : 3);
        assertThat(attempts).containsOnly(1);
        assertThat(guard.repeats()).isEqualTo(fails ? 0 : 2);
        assertThat(billing.committed("orders", 1)).hasValue(3);
    }

    @Test
    void aFetchedMessageIsRememberedWhenItWasMarkedAndReleased() throws InterruptedException {
        ConsumerGroupBuilder<String> builder = guarded().ordering(Ordering.UNORDERED);
        Messages<String, String> messages = builder.messages("orders", Serde.text(), MINUTE.multipliedBy(5));
        start(builder);
        sendTo(0, "a", "a again", "b", "b again");

        Held<String, String> a = messages.poll(SECOND).orElseThrow();
        Held<String, String> b = messages.poll(SECOND).orElseThrow();
        assertThat(messages.poll(SECOND)).isEmpty();
        a.mark();
        a.release();
        b.fail(new IllegalStateException("no"));
        kafka.run();

        assertThat(guard.repeats()).isEqualTo(1);
        assertThat(messages.poll(SECOND).orElseThrow().message().value()).isEqualTo("b again");
    }

    @Test
    void aFetchedMessageThatIsReleasedUnmarkedIsRememberedOnceItIsMarked() throws InterruptedException {
        ConsumerGroupBuilder<String> builder = guarded();
        Messages<String, String> messages = builder.messages("orders", Serde.text(), MINUTE.multipliedBy(5));
        start(builder);
        sendTo(0, "a", "a again");

        Held<String, String> a = messages.poll(SECOND).orElseThrow();
        a.release();
        Held<String, String> again = messages.poll(SECOND).orElseThrow();
        again.release();
        a.mark();
        sendTo(0, "a late");
        assertThat(messages.poll(SECOND)).isEmpty();

        assertThat(guard.repeats()).isEqualTo(1);
        again.mark();
        awaitCommit();
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void aTransactionIsRememberedWhenItIsCommitted() {
        TestTopic receipts = kafka.topic("receipts");
        start(group().interceptor(guard)
                .retry(EACH_MINUTE)
                .onTransaction("orders", Serde.text(), Batching.of(10, Duration.ZERO), (message, transaction) -> {
                    see(message);
                    transaction.send("receipts", Serde.text(), message.key(), message.value());
                }));
        kafka.run();
        billing.refuseCommits(1, new CommitFailedException());
        sendTo(0, "a");
        kafka.run();
        assertThat(receipts.values()).as("aborted").isEmpty();
        kafka.advance(MINUTE.multipliedBy(2));
        assertThat(receipts.values()).containsExactly("a");

        sendTo(0, "a again");
        kafka.advance(SECOND);

        assertThat(seen).containsExactly("a", "a");
        assertThat(guard.repeats()).isEqualTo(1);
        assertThat(committed()).as("what is passed over is committed too").isEqualTo(2);
    }

    /** Keeps all, and fails when it is told to. */
    private static final class Store implements HandledIds {
        private final Set<String> ids = new HashSet<>();
        private int failingQuestions;
        private int failingAdditions;

        @Override
        public boolean containsAll(String group, Set<String> some) {
            if (failingQuestions-- > 0) {
                throw new IllegalStateException("no answer");
            }
            return ids.containsAll(some);
        }

        @Override
        public void addAll(String group, Set<String> some) {
            if (failingAdditions-- > 0) {
                throw new IllegalStateException("not stored");
            }
            ids.addAll(some);
        }
    }

    @Test
    void aStoreThatFailsCostsAnAttemptAndNothingElse() {
        Store store = new Store();
        store.failingQuestions = 1;
        store.failingAdditions = 1;
        Deduplication stored = guard.memory(store);
        ConsumerGroup group = start(group().interceptor(stored)
                .retry(EACH_MINUTE)
                .on("orders", Serde.text(), this::see)
                .onAsync("async", Serde.text(), stages::handle));
        sendTo(0, "a", "a again");

        kafka.advance(MINUTE.multipliedBy(3));

        assertThat(seen)
                .as("once for the question, not handled; then handled and not stored")
                .containsExactly("a", "a");
        assertThat(group.counts().failures()).isEqualTo(2);
        assertThat(stored.repeats()).isEqualTo(1);
        assertThat(committed()).isEqualTo(2);

        store.failingAdditions = 1;
        kafka.topic("async").partition(0).send("k", "z", Map.of(Deduplication.MESSAGE_ID, "z"));
        kafka.run();
        stages.end("z");
        kafka.advance(MINUTE.multipliedBy(2));

        assertThat(stages.calls()).containsExactly("z1", "z2");
        assertThat(group.counts().failures()).isEqualTo(3);
    }

    /** What a database does for whoever begins and ends its transaction around all of it. */
    @Test
    void aStoreMayBePartOfTheHandlersTransaction() {
        Store store = new Store();
        List<String> effects = new ArrayList<>();
        start(group().retry(EACH_MINUTE)
                .interceptor((delivery, next) -> {
                    Set<String> before = Set.copyOf(store.ids);
                    int effectsBefore = effects.size();
                    var stage = next.proceed();
                    if (delivery.attempt() == 1) { // the commit fails: rolled back
                        store.ids.retainAll(before);
                        effects.subList(effectsBefore, effects.size()).clear();
                        throw new IllegalStateException("not committed");
                    }
                    return stage;
                })
                .interceptor(guard.memory(store))
                .on("orders", Serde.text(), message -> effects.add(message.value())));
        sendTo(0, "a", "a again");

        kafka.advance(MINUTE.multipliedBy(3));

        assertThat(effects).containsExactly("a");
        assertThat(store.ids).containsExactly("a");
    }

    /** Whatever ends when and how, no id is handled by two at a time, nor again after a success, and nothing is lost. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void inAnyOrderEachIdSucceedsOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> running = new HashMap<>();
        Map<String, Integer> successes = new HashMap<>();
        List<String> overlaps = new ArrayList<>();
        List<CompletableFuture<Void>> open = new ArrayList<>();
        Set<String> sent = new HashSet<>();
        start(group().interceptor(guard)
                .ordering(Ordering.UNORDERED)
                .concurrency(8)
                .retry(Retry.fixed(SECOND))
                .onAsync("orders", Serde.text(), message -> {
                    String id = message.value().substring(0, 1);
                    if (running.merge(id, 1, Integer::sum) > 1) {
                        overlaps.add(id);
                    }
                    CompletableFuture<Void> stage = new CompletableFuture<>();
                    open.add(stage);
                    return stage.whenComplete((result, error) -> {
                        running.merge(id, -1, Integer::sum);
                        if (error == null) {
                            successes.merge(id, 1, Integer::sum);
                        }
                    });
                }));
        for (int i = 0; i < 60; i++) {
            int id = random.nextInt(10);
            sent.add(String.valueOf(id));
            sendTo(random.nextInt(2), id + " " + i);
        }

        kafka.advance(SECOND);
        while (!open.isEmpty()) {
            CompletableFuture<Void> stage = open.remove(random.nextInt(open.size()));
            if (random.nextInt(2) == 0) {
                stage.complete(null);
            } else {
                stage.completeExceptionally(new IllegalStateException("no"));
            }
            kafka.advance(Duration.ofMillis(random.nextInt(800)));
            if (open.isEmpty()) {
                kafka.advance(SECOND.multipliedBy(3));
            }
        }
        awaitCommit();

        assertThat(overlaps).isEmpty();
        assertThat(successes.keySet()).isEqualTo(sent);
        assertThat(successes.values()).containsOnly(1);
        assertThat(guard.repeats()).isEqualTo(60 - successes.size());
        assertThat(committed() + billing.committed("orders", 1).orElseThrow()).isEqualTo(60);
    }
}
