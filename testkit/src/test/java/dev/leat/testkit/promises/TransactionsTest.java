package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.Batching;
import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Outgoing;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.Start;
import dev.leat.core.Topics;
import dev.leat.core.TransactionException;
import dev.leat.core.TransactionHandler;
import dev.leat.core.TransactionalProducer;
import dev.leat.testkit.TestGroup;
import dev.leat.testkit.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consume, process, produce: what is sent and that it was consumed are one. */
class TransactionsTest extends Promises {
    private static final Batching BATCHES = Batching.of(10, Duration.ZERO);

    private final TestTopic receipts = kafka.topic("receipts");

    private ConsumerGroupBuilder<String> group(Leat process, TransactionHandler<String, String> handler) {
        return process.consumerGroup("billing")
                .retry(EACH_MINUTE)
                .onTransaction("orders", Serde.text(), BATCHES, handler);
    }

    private TransactionHandler<String, String> receipting() {
        return (message, transaction) -> {
            seen.add(message.value());
            transaction.send("receipts", Serde.text(), message.key(), "receipt for " + message.value());
        };
    }

    @Test
    void whatIsSentIsSeenWithWhatItWasMadeFrom() {
        start(group(leat, receipting()));
        sendEach("a", "b");
        kafka.advance(SECOND);

        assertThat(receipts.values()).containsExactly("receipt for a", "receipt for b");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whatFailsSendsNothingAndThoseBeforeItAreSeenOnce() {
        start(group(leat, (message, transaction) -> {
            receipting().handle(message, transaction);
            if (message.value().equals("bad") && message.attempt() == 1) {
                throw new IllegalStateException("not yet");
            }
        }));
        sendEach("a", "b", "bad", "c");
        kafka.advance(SECOND);

        assertThat(receipts.values()).containsExactly("receipt for a", "receipt for b");
        assertThat(committed()).isEqualTo(2);
        kafka.advance(MINUTE);

        assertThat(receipts.values())
                .containsExactly("receipt for a", "receipt for b", "receipt for bad", "receipt for c");
        assertThat(committed()).isEqualTo(4);
    }

    @Test
    void whatIsGivenUpIsCommittedAlsoIfNothingFollows() throws InterruptedException {
        ConsumerGroup group = start(group(leat, (message, transaction) -> {
                    transaction.send("receipts", Serde.text(), "k", "never seen");
                    throw new IllegalArgumentException("never");
                })
                .retry(Retry.none())
                .deadLetters("orders.dead"));
        sendEach("bad");
        kafka.advance(SECOND);

        assertThat(dead.values()).containsExactly("bad");
        assertThat(receipts.values()).isEmpty();
        assertThat(committed()).isEqualTo(1);
        assertThat(group.stopAndWait(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void whatIsFilteredOutIsCommittedAlsoIfNothingFollows() {
        start(group(leat, receipting()).filter(message -> message.value().length == 1));
        sendEach("a", "filtered");
        kafka.advance(SECOND);

        assertThat(receipts.values()).containsExactly("receipt for a");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aHandlersOwnTroubleWithKafkaIsAFailureOfTheMessage() {
        start(group(leat, (message, transaction) -> {
                    throw new TimeoutException("of another client");
                })
                .retry(Retry.fixed(SECOND).attempts(2))
                .deadLetters("orders.dead"));
        sendEach("a");
        kafka.advance(MINUTE);

        assertThat(dead.values()).containsExactly("a");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeSentInTimeIsNoFaultOfTheMessage() {
        receipts.failSends(2, new TimeoutException("no answer"));
        start(group(leat, receipting()).retry(Retry.none()).deadLetters("orders.dead"));
        sendEach("a");
        kafka.advance(MINUTE);

        assertThat(dead.values()).isEmpty();
        assertThat(receipts.values()).containsExactly("receipt for a");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void attemptsOfThoseBehindAreTheirOwn() {
        List<String> attempts = new ArrayList<>();
        start(group(leat, (message, transaction) -> {
                    attempts.add(message.value() + message.attempt());
                    if (message.value().equals("bad")) {
                        throw new IllegalStateException("never");
                    }
                })
                .retry(Retry.fixed(SECOND).attempts(3))
                .deadLetters("orders.dead"));
        sendEach("bad", "good");
        kafka.advance(MINUTE);

        assertThat(attempts).containsExactly("bad1", "bad2", "bad3", "good1");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whatCannotBeSentIsAFailureOfItsRecordAlone() {
        receipts.failSends(1, new RecordTooLargeException("too large"));
        start(group(leat, receipting()).retry(Retry.none()).skipFailed());
        sendEach("a", "b");
        kafka.advance(SECOND);

        assertThat(receipts.values()).containsExactly("receipt for b");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whoWasFrozenCommitsNothingWhenItWakesUp() {
        Halt halt = halt();
        Leat frozen = kafka.leat();
        start(group(frozen, (message, transaction) -> {
            receipting().handle(message, transaction);
            halt.here();
        }));
        sendEach("a");
        kafka.run();
        kafka.freeze(frozen);

        start(group(kafka.leat(), receipting()));
        kafka.advance(Duration.ofMinutes(5));
        assertThat(receipts.values()).containsExactly("receipt for a");
        halt.release();
        kafka.thaw(frozen);
        kafka.advance(Duration.ofMinutes(5));

        assertThat(receipts.values()).containsExactly("receipt for a");
    }

    @Test
    void aRefusedCommitTakesWhatWasSentWithIt() {
        start(group(leat, receipting()));
        kafka.run();
        billing.refuseCommits(1, new CommitFailedException());
        sendEach("a");
        kafka.run();
        assertThat(receipts.values()).isEmpty();

        kafka.advance(Duration.ofMinutes(2));

        assertThat(receipts.values()).containsExactly("receipt for a");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void whatIsCommittedWithoutAnAnswerIsNotDoneAgain() {
        start(group(leat, receipting()));
        kafka.run();
        kafka.loseTransactionAnswers(1);
        sendEach("a");
        kafka.run();
        sendEach("b");
        kafka.advance(SECOND.multipliedBy(5));

        assertThat(receipts.values()).containsExactly("receipt for a", "receipt for b");
        assertThat(seen).containsExactly("a", "b");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void groupsAndTopicsWhoseNamesRunTogetherHaveNoIdInCommon() {
        TestTopic first = kafka.topic("b-c");
        TestTopic second = kafka.topic("c");
        for (String[] each : new String[][] {{"a", "b-c"}, {"a-b", "c"}}) {
            start(leat.consumerGroup(each[0]).onTransaction(each[1], Serde.text(), BATCHES, receipting()));
        }
        for (int i = 0; i < 3; i++) {
            first.send("k", "first " + i);
            second.send("k", "second " + i);
            kafka.advance(SECOND);
        }

        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void noCommitOfTheConsumersOwnTakesBackWhatATransactionHasCommitted() {
        start(group(leat, receipting()));
        kafka.run();
        billing.delayCommits(SECOND.multipliedBy(10)); // those of transactions are not
        sendEach("a");
        kafka.advance(SECOND.multipliedBy(5));
        sendEach("b");
        kafka.advance(MINUTE);

        assertThat(billing.commits()).extracting(TestGroup.Commit::offset).containsExactly(0L, 0L, 1L, 2L);
    }

    @Test
    void whatComesWhileANewGroupIsDownIsNotPassedOver() throws InterruptedException {
        ConsumerGroup group = start(leat.consumerGroup("billing")
                .onTransaction(Topics.of("orders").from(Start.latest()), Serde.text(), BATCHES, receipting()));
        kafka.advance(SECOND);
        assertThat(group.stopAndWait(Duration.ofSeconds(20))).isTrue();
        sendEach("a");

        group.start();
        kafka.advance(SECOND);

        assertThat(receipts.values()).containsExactly("receipt for a");
    }

    @Test
    void nothingIsDoneBeforeARecordWhoseFilterHasFailed() {
        AtomicBoolean failed = new AtomicBoolean();
        start(group(leat, receipting()).filter(record -> {
            if (record.value().length == 3 && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("not yet");
            }
            return true;
        }));
        sendEach("a", "bad", "c");
        kafka.advance(SECOND);

        assertThat(receipts.values()).containsExactly("receipt for a");
        assertThat(committed()).isEqualTo(1);
        kafka.advance(MINUTE);

        assertThat(receipts.values()).containsExactly("receipt for a", "receipt for bad", "receipt for c");
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void whatAnInterceptorSpoilsBehindATransactionIsNotDoneAgain() {
        start(group(leat, receipting()).interceptor((delivery, next) -> {
            CompletionStage<?> stage = next.proceed();
            if (delivery.attempt() == 1) {
                throw new IllegalStateException("too late");
            }
            return stage;
        }));
        sendEach("a", "b");
        kafka.advance(Duration.ofMinutes(2));

        assertThat(receipts.values()).containsExactly("receipt for a", "receipt for b");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aCallThatComesTooLateDoesNothingWithTheProducerOfALaterAssignment() {
        Halt halt = halt();
        start(group(leat, receipting()).interceptor((delivery, next) -> {
            halt.here();
            return next.proceed();
        }));
        sendEach("a");
        kafka.run();
        billing.revoke("orders", 0);
        kafka.advance(MINUTE);
        billing.reset("orders", 0, 1); // somebody else has done it
        billing.giveBack("orders", 0);
        kafka.advance(MINUTE);

        halt.release();
        kafka.advance(MINUTE);

        assertThat(receipts.values()).isEmpty();
        sendEach("b");
        kafka.advance(MINUTE);
        assertThat(receipts.values()).containsExactly("receipt for b");
    }

    @Test
    void anInterruptThatAHandlerDoesNotHeedIsNotOfItsTransaction() {
        start(group(leat, (message, transaction) -> {
            receipting().handle(message, transaction);
            Thread.currentThread().interrupt(); // as the timeout does
        }));
        sendEach("a");
        kafka.advance(SECOND);

        assertThat(seen).containsExactly("a");
        assertThat(receipts.values()).containsExactly("receipt for a");
    }

    @Test
    void whatCouldNotBeSentInTimeIsNoFaultOfTheMessagesBehindIt() {
        receipts.failSends(1, new TimeoutException("no answer"));
        start(group(leat, receipting()).retry(Retry.none()).deadLetters("orders.dead"));
        sendEach("a", "b");
        kafka.advance(MINUTE);

        assertThat(dead.values()).isEmpty();
        assertThat(receipts.values()).containsExactly("receipt for a", "receipt for b");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aSendThatIsInterruptedIsMissedAlsoIfTheHandlerDoesNotCare() {
        start(group(leat, (message, transaction) -> {
            seen.add(message.value());
            if (message.attempt() == 1) {
                Thread.currentThread().interrupt(); // as the timeout does
            }
            try {
                transaction.send("receipts", Serde.text(), message.key(), "receipt for " + message.value());
            } catch (InterruptException e) {
                seen.add("interrupted");
            }
        }));
        sendEach("a");
        kafka.advance(Duration.ofMinutes(2));

        assertThat(seen).containsExactly("a", "interrupted", "a");
        assertThat(receipts.values()).containsExactly("receipt for a");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachIsSeenExactlyOnceWhateverHappens(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Leat> processes = new ArrayList<>();
        int sent = 0;
        for (int step = 0; step < 120; step++) {
            switch (random.nextInt(9)) {
                case 0 -> {
                    if (processes.size() < 3) {
                        Leat process = kafka.leat();
                        processes.add(process);
                        start(group(process, (message, transaction) -> {
                            receipting().handle(message, transaction);
                            if (random.nextInt(10) == 0) {
                                throw new IllegalStateException("at random");
                            }
                        }));
                    }
                }
                case 1 -> {
                    if (!processes.isEmpty()) {
                        kafka.kill(processes.remove(random.nextInt(processes.size())));
                    }
                }
                case 2 -> {
                    if (!processes.isEmpty()) {
                        Leat process = processes.get(random.nextInt(processes.size()));
                        kafka.freeze(process);
                        kafka.advance(Duration.ofSeconds(random.nextInt(120)));
                        kafka.thaw(process);
                    }
                }
                case 3 -> billing.rebalance();
                case 4 -> {
                    kafka.stopBroker();
                    kafka.advance(Duration.ofSeconds(random.nextInt(90)));
                    kafka.startBroker();
                }
                default -> {
                    orders.partition(random.nextInt(2)).send("k", Integer.toString(sent++));
                    kafka.advance(Duration.ofMillis(random.nextInt(500)));
                }
            }
        }
        start(group(kafka.leat(), receipting()));
        kafka.advance(Duration.ofMinutes(30));

        assertThat(receipts.values())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, sent)
                        .mapToObj(number -> "receipt for " + number)
                        .toList());
    }

    @Test
    void whatCannotWorkIsRefused() {
        assertThatThrownBy(() -> group(leat, receipting())
                        .ordering(Ordering.KEY)
                        .property("isolation.level", "read_uncommitted")
                        .on("other", Serde.text(), message -> {})
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two groups")
                .hasMessageContaining("leave it PARTITION")
                .hasMessageContaining("isolation.level");
    }

    @Test
    void aProducerOfItsOwnSendsAllOrNothing() {
        try (TransactionalProducer producer = leat.transactionalProducer("nightly")) {
            producer.transact(transaction -> {
                transaction.send("receipts", Serde.text(), "k", "one");
                transaction.send(Serde.text(), Serde.text(), Outgoing.of("receipts", "k", "two"));
                assertThat(receipts.values()).isEmpty();
            });
            assertThat(receipts.values()).containsExactly("one", "two");

            assertThatThrownBy(() -> producer.transact(transaction -> {
                        transaction.send("receipts", Serde.text(), "k", "three");
                        throw new IllegalStateException("changed my mind");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            producer.transact(transaction -> transaction.send("receipts", Serde.text(), "k", "four"));
            assertThat(receipts.values()).containsExactly("one", "two", "four");
        }
    }

    @Test
    void aRefusedMessageFailsItsTransactionAndNoOther() {
        TransactionalProducer producer = leat.transactionalProducer("nightly");
        receipts.failSends(1, new RecordTooLargeException("too large"));

        assertThatThrownBy(() -> producer.transact(transaction -> {
                    transaction.send("receipts", Serde.text(), "k", "one");
                    transaction.send("receipts", Serde.text(), "k", "two");
                }))
                .isInstanceOf(TransactionException.class)
                .hasRootCauseInstanceOf(RecordTooLargeException.class);
        producer.transact(transaction -> transaction.send("receipts", Serde.text(), "k", "three"));

        assertThat(receipts.values()).containsExactly("three");
    }

    @Test
    void afterAnUnknownEndTheNextTransactionWorks() {
        TransactionalProducer producer = leat.transactionalProducer("nightly");
        kafka.loseTransactionAnswers(1);

        assertThatThrownBy(
                        () -> producer.transact(transaction -> transaction.send("receipts", Serde.text(), "k", "one")))
                .isInstanceOf(TransactionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        producer.transact(transaction -> transaction.send("receipts", Serde.text(), "k", "two"));

        assertThat(receipts.values()).containsExactly("one", "two");
    }

    @Test
    void aTransactionWithinAnotherAndASecondProducerOfTheIdAreRefused() {
        TransactionalProducer producer = leat.transactionalProducer("nightly");

        assertThatThrownBy(() -> producer.transact(outer -> producer.transact(inner -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("within another");
        assertThatThrownBy(() -> leat.transactionalProducer("nightly"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("shut the other out");
        producer.close();
        leat.transactionalProducer("nightly").close();
    }

    @Test
    void itIsClosedWithItsLeat() {
        TransactionalProducer producer = leat.transactionalProducer("nightly");
        producer.transact(transaction -> transaction.send("receipts", Serde.text(), "k", "one"));

        leat.close();

        assertThatThrownBy(() -> producer.transact(transaction -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }
}
