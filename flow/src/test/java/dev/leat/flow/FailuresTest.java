package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.DeadLetter;
import dev.leat.core.Leat;
import dev.leat.core.Retry;
import dev.leat.core.SerdeException;
import dev.leat.core.Start;
import dev.leat.testkit.Hold;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows when handlers, error handlers, sends or observers fail. */
class FailuresTest extends Workers {
    /** Sagas whose commands fail. */
    private final Set<String> failing = new TreeSet<>();

    private final CommandHandler noting = command -> {
        String call = command.sagaId() + " " + command.label();
        if (failing.contains(call)) {
            calls.add("failed " + call);
            throw new IllegalStateException("refused");
        }
        calls.add(call);
    };

    private FlowClient noting(FlowClient client) {
        client.onCommand("one", noting);
        client.onCommand("two", noting);
        return client;
    }

    // --- in their order ---

    @Test
    void aFailedCommandIsTriedAgainInTheOrderOfItsSagaAndNothingIsCommittedOverIt() {
        failing.add("saga-2 one");
        noting(client()).start();
        command("saga-1", "one");
        command("saga-2", "one");
        command("saga-2", "two");
        command("saga-3", "one");

        kafka.advance(MINUTE);

        assertThat(calls).doesNotContain("saga-2 two").startsWith("saga-1 one", "failed saga-2 one", "saga-3 one");
        assertThat(calls.stream().filter("failed saga-2 one"::equals).count()).isGreaterThan(4);
        assertThat(committed()).isEqualTo(1);

        failing.clear();
        kafka.advance(MINUTE);

        assertThat(calls).endsWith("saga-2 one", "saga-2 two");
        assertThat(calls).containsOnlyOnce("saga-1 one", "saga-2 one", "saga-2 two", "saga-3 one");
        assertThat(committed()).isEqualTo(4);
    }

    @Test
    void withPartitionsConsumedConcurrentlyAllOfThePartitionWaitAndTheOthersGoOn() {
        failing.add("saga-2 one");
        noting(client(executor -> executor.partitionsConsumedConcurrently(2))).start();
        command("saga-2", "one");
        command("saga-3", "one");
        command(1, "saga-4", "one");
        command(1, "saga-5", "one");

        kafka.advance(MINUTE);

        assertThat(calls).contains("saga-4 one", "saga-5 one").doesNotContain("saga-3 one");
        assertThat(committed()).isLessThan(1);
        assertThat(committed(1)).isEqualTo(2);

        failing.clear();
        kafka.advance(MINUTE);

        assertThat(calls).endsWith("saga-2 one", "saga-3 one");
        assertThat(committed()).isEqualTo(2);
    }

    /** In the original one fetch at a time, of which each partition waits for all others; here not even with one worker. */
    @Test
    void aPartitionThatWaitsForItsRetryDelaysNoOtherEvenWithOneWorker() {
        failing.add("saga-2 one");
        noting(client(executor -> executor.partitionsConsumedConcurrently(1))).start();
        command("saga-2", "one");
        kafka.advance(SECOND);

        command(1, "saga-4", "one");
        settle();

        assertThat(calls).contains("saga-4 one");
        assertThat(committed(1)).isEqualTo(1);
    }

    @Test
    void theLastCommandOfAPartitionIsTriedAgainWithoutAnythingElseHappening() {
        failing.add("saga-2 one");
        noting(client()).start();
        command("saga-1", "one");
        command("saga-2", "one");
        settle();
        failing.clear();

        kafka.advance(MINUTE);

        assertThat(calls).endsWith("saga-2 one");
        assertThat(committed()).isEqualTo(2);
    }

    // --- nothing is lost ---

    @Test
    void aGroupThatHasNeverCommittedBeginsAtTheFirstCommandAndOneThatDiedLeavesNothingOut() {
        command("saga-0", "one");
        failing.add("saga-0 one");
        Leat first = kafka.leat();
        noting(client(first, executor -> executor.sagasConcurrently(1))).start();
        kafka.advance(SECOND);
        assertThat(calls).contains("failed saga-0 one");
        kafka.kill(first);
        command("saga-1", "one");
        failing.clear();
        calls.clear();

        noting(client()).start();
        kafka.advance(MINUTE);

        assertThat(calls).containsExactly("saga-0 one", "saga-1 one");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aGroupMayBeginAtTheEndAsTheOriginalDoes() {
        command("saga-0", "one");
        noting(client(executor -> executor.from(Start.latest()))).start();
        settle();

        command("saga-1", "one");
        settle();

        assertThat(calls).containsExactly("saga-1 one");
    }

    @Test
    void aHandlerThatTakesLongerThanTheSessionIsCalledOnceWithoutAnyHeartbeat() {
        noting(client()).start();
        noting(client(kafka.leat(), executor -> executor)).start();
        kafka.advance(SECOND.multipliedBy(10));
        Hold hold = kafka.hold("commands", 0, 0);
        command("saga-1", "one");
        command("saga-1", "two");

        kafka.advance(MINUTE.multipliedBy(30));
        assertThat(hold.isReached()).isTrue();
        assertThat(committed()).isLessThan(1);
        hold.release();
        settle();

        assertThat(calls).containsExactly("saga-1 one", "saga-1 two");
        assertThat(committed()).isEqualTo(2);
    }

    // --- error handlers ---

    @Test
    void anErrorHandlerThatCommitsEndsTheCommand() {
        failing.add("saga-1 one");
        FlowClient client = client();
        client.onCommand("one", noting, failed -> {
            calls.add(failed.sagaId() + " " + failed.error().getMessage());
            failed.commit();
        });
        client.start();
        command("saga-1", "one");

        kafka.advance(MINUTE);

        assertThat(calls).containsExactly("failed saga-1 one", "saga-1 refused");
        assertThat(observed.failed).containsExactly("one refused");
        assertThat(committed()).isEqualTo(1);
    }

    static Stream<Throwable> whateverCanBeThrown() {
        return Stream.of(
                new IllegalStateException("unchecked"),
                new IOException("checked"),
                new NullPointerException(),
                new ClassCastException("as a TypeError"),
                new AssertionError("an assertion"),
                new NoClassDefFoundError("a class"),
                new StackOverflowError(),
                new OutOfMemoryError("as if"),
                new Throwable("neither exception nor error"));
    }

    @ParameterizedTest
    @MethodSource("whateverCanBeThrown")
    void whateverAHandlerThrowsItsCommandIsTriedAgainAndTheClientLivesOn(Throwable failure) {
        FlowClient client = client();
        client.onCommand("one", command -> {
            calls.add("one " + command.attempt());
            if (command.attempt() == 1) {
                FailuresTest.<RuntimeException>raise(failure);
            }
        });
        client.start();
        command("saga-1", "one");
        command("saga-2", "one");

        kafka.advance(MINUTE);

        assertThat(calls).containsExactlyInAnyOrder("one 1", "one 2", "one 1", "one 2");
        assertThat(committed()).isEqualTo(2);
        assertThat(health(client)).containsExactly(true, true);
    }

    /** In the original it decides between a loop of restarts and a consumer that is dead for ever. */
    @ParameterizedTest
    @MethodSource("whateverCanBeThrown")
    void whateverAnErrorHandlerThrowsTheCommandHasFailedBecauseOfItsHandler(Throwable failure) {
        FlowClient client = client(executor -> executor.group(
                group -> group.retry(Retry.fixed(SECOND).attempts(2)).deadLetters("dead")));
        client.onCommand(
                "one",
                command -> {
                    calls.add("one " + command.attempt());
                    throw new UnsupportedOperationException("the handler's");
                },
                failed -> {
                    FailuresTest.<RuntimeException>raise(failure);
                });
        client.start();
        command("saga-1", "one");

        kafka.advance(MINUTE);

        assertThat(calls).containsExactly("one 1", "one 2");
        assertThat(dead.records())
                .extracting(letter -> letter.header(DeadLetter.EXCEPTION).orElse(""))
                .containsExactly(UnsupportedOperationException.class.getName());
        assertThat(health(client)).containsExactly(true, true);
    }

    @Test
    void anErrorHandlerMayThrowOnWhatItWasGiven() {
        FlowClient client = client(
                executor -> executor.group(group -> group.retry(Retry.none()).deadLetters("dead")));
        client.onCommand(
                "one",
                command -> {
                    throw new UnsupportedOperationException("the handler's");
                },
                failed -> {
                    throw (Exception) failed.error();
                });
        client.start();
        command("saga-1", "one");

        settle();

        assertThat(dead.records())
                .extracting(letter -> letter.header(DeadLetter.EXCEPTION).orElse(""))
                .containsExactly(UnsupportedOperationException.class.getName());
    }

    @Test
    void anErrorHandlerThatThrowsAfterItsCommitHasNotCommitted() {
        failing.add("saga-1 one");
        FlowClient client = client();
        client.onCommand("one", noting, failed -> {
            failed.commit();
            throw new IllegalStateException("on second thoughts");
        });
        client.start();
        command("saga-1", "one");

        settle();

        assertThat(committed()).isLessThan(1);
        assertThat(calls.size()).isGreaterThan(1);
    }

    @Test
    void whatAnErrorHandlerCommitsIsOnlyCommittedOnceItsEventIsConfirmed() {
        FlowClient client = client();
        client.onCommand(
                "one",
                command -> {
                    calls.add("one " + command.attempt());
                    throw new IllegalStateException("refused");
                },
                failed -> {
                    failed.command().emit("oneFailed");
                    failed.commit();
                });
        events.failSends(1, new IllegalStateException("no room"));
        client.start();
        command("saga-1", "one");

        kafka.advance(MINUTE);

        assertThat(calls).containsExactly("one 1", "one 2");
        assertThat(events.values()).containsExactly("{\"messageLabel\":\"oneFailed\",\"messagePayload\":{}}");
        assertThat(committed()).isEqualTo(1);
    }

    /** Else whoever dies then has answered, as far as the flow manager will ever know, with nothing. */
    @Test
    void whatAHandlerHasEmittedBeforeItThrewIsConfirmedBeforeItsErrorHandlersCommit() {
        FlowClient client = client();
        client.onCommand(
                "one",
                command -> {
                    command.emit("oneDone");
                    throw new IllegalStateException("afterwards");
                },
                FailedCommand::commit);
        events.delaySends(SECOND.multipliedBy(20));
        client.start();
        command("saga-1", "one");

        kafka.advance(SECOND.multipliedBy(10));
        assertThat(committed()).isLessThan(1);

        kafka.advance(SECOND.multipliedBy(20));
        assertThat(committed()).isEqualTo(1);
        assertThat(events.records()).hasSize(1);
    }

    // --- giving up ---

    @Test
    void aFailedCommandIsADeadLetterOnceItsAttemptsAreUsedUp() {
        failing.add("saga-1 one");
        noting(client(executor -> executor.group(
                        group -> group.retry(Retry.fixed(SECOND).attempts(3)).deadLetters("dead"))))
                .start();
        command("saga-1", "one");
        command("saga-1", "two");

        kafka.advance(MINUTE);

        assertThat(calls).containsExactly("failed saga-1 one", "failed saga-1 one", "failed saga-1 one", "saga-1 two");
        assertThat(dead.values()).containsExactly("{\"messageLabel\":\"one\",\"messagePayload\":{}}");
        assertThat(committed()).isEqualTo(2);
    }

    /** What the original does with a failure that nobody commits, on purpose. */
    @Test
    void skippedWithoutRetryAFailureIsLoggedAndTheNextCommandFollows() {
        failing.add("saga-1 one");
        noting(client(executor ->
                        executor.group(group -> group.retry(Retry.none()).skipFailed())))
                .start();
        command("saga-1", "two");
        command("saga-1", "one");
        command("saga-1", "two");

        settle();

        assertThat(calls).containsExactly("saga-1 two", "failed saga-1 one", "saga-1 two");
        assertThat(observed.failed).containsExactly("one refused");
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void aClientMayEndAtAFailureAndThenItIsUnhealthyAndNothingIsCommittedOverIt() {
        failing.add("saga-1 one");
        FlowClient client = noting(client(
                executor -> executor.group(group -> group.retry(Retry.none()).stopOnFailure())));
        client.start();
        command("saga-1", "two");
        command("saga-1", "one");
        command("saga-1", "two");

        settle();

        assertThat(calls).containsExactly("saga-1 two", "failed saga-1 one");
        assertThat(committed()).isEqualTo(1);
        assertThat(health(client)).containsExactly(false, false);
    }

    @Test
    void aHandlerThatWantsOtherMetadataIsNotTriedAgainWhereThereIsAWayOut() {
        FlowClient client = client(executor ->
                executor.group(group -> group.retry(Retry.fixed(SECOND)).deadLetters("dead")));
        client.onCommand(
                "one", command -> calls.add(command.metadata(Order.class).number()));
        client.start();
        commands.partition(0).send("saga-1", "{\"messageLabel\":\"one\",\"messagePayload\":[\"hunter2\"]}");

        settle();

        assertThat(calls).isEmpty();
        assertThat(dead.records()).hasSize(1);
        assertThat(dead.records().get(0).header(DeadLetter.EXCEPTION)).hasValue(SerdeException.class.getName());
        assertThat(dead.records().get(0).header(DeadLetter.MESSAGE).orElseThrow())
                .contains("Order", "one")
                .doesNotContain("hunter2");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void whatIsNoCommandMayBeADeadLetterInstead() {
        noting(client(executor -> executor.failUnreadable()
                        .group(group -> group.retry(Retry.fixed(SECOND)).deadLetters("dead"))))
                .start();
        commands.partition(0).send(null, "no saga");
        commands.partition(0).send("saga-1", "no json");
        commands.partition(0).send("saga-1", "{}");
        command("saga-1", "of somebody else");
        command("saga-1", "one");

        settle();

        assertThat(dead.values()).containsExactlyInAnyOrder("no saga", "no json", "{}");
        assertThat(calls).containsExactly("saga-1 one");
        assertThat(observed.skipped).hasSize(3);
        assertThat(observed.failed).isEmpty();
        assertThat(committed()).isEqualTo(5);
    }

    // --- time-outs ---

    @Test
    void aHandlerThatTakesLongerThanItMayIsInterruptedAndItsErrorHandlerIsTold() {
        CountDownLatch never = new CountDownLatch(1);
        FlowClient client = client(executor -> executor.group(group -> group.timeout(SECOND.multipliedBy(5))));
        client.onCommand("one", command -> kafka.surroundings().await(never, Long.MAX_VALUE), failed -> {
            calls.add(failed.error().getClass().getSimpleName());
            failed.command().emit("oneTookTooLong");
            failed.commit();
        });
        client.start();
        command("saga-1", "one");

        kafka.advance(MINUTE);

        assertThat(calls).containsExactly("InterruptedException");
        assertThat(events.records()).hasSize(1);
        assertThat(committed()).isEqualTo(1);
    }

    /** As most libraries do it. Else the wait for the event of the error handler would be interrupted too, at each attempt. */
    @Test
    void anErrorHandlerMayEndWhatHasTakenTooLongThoughItsHandlerLeavesTheInterrupt() {
        CountDownLatch never = new CountDownLatch(1);
        FlowClient client = client(executor -> executor.group(group -> group.timeout(SECOND.multipliedBy(5))));
        client.onCommand(
                "one",
                command -> {
                    try {
                        kafka.surroundings().await(never, Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("the bank does not answer", e);
                    }
                },
                failed -> {
                    calls.add(failed.error().getMessage());
                    failed.command().emit("oneTookTooLong");
                    failed.commit();
                });
        client.start();
        command("saga-1", "one");

        kafka.advance(MINUTE);

        assertThat(calls).containsExactly("the bank does not answer");
        assertThat(events.records()).hasSize(1);
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aTimeOutAlsoEndsTheWaitForEvents() {
        events.delaySends(MINUTE);
        FlowClient client = client(executor -> executor.group(group -> group.timeout(SECOND.multipliedBy(5))));
        client.onCommand("one", command -> command.emit("done"), failed -> {
            calls.add(failed.error().getClass().getSimpleName());
            failed.commit();
        });
        client.start();
        command("saga-1", "one");

        kafka.advance(SECOND.multipliedBy(20));

        assertThat(calls).containsExactly("InterruptedException");
        assertThat(committed()).isEqualTo(1);
    }

    // --- observers ---

    @Test
    void anObserverThatThrowsChangesNothing() {
        FlowClient client = FlowClient.on(leat)
                .commands(CommandsExecutor.of("commands", "workers"))
                .events(EventsEmitter.to("events"))
                .observer(Throwing.observer())
                .observer(observed)
                .build();
        client.onCommand("one", command -> {
            calls.add("one");
            command.emit("done");
        });
        failing.add("saga-1 two");
        client.onCommand("two", noting, FailedCommand::commit);
        client.start();
        command("saga-1", "one");
        command("saga-1", "two");
        command("saga-1", "three");
        commands.partition(0).send(null, "no saga");

        settle();

        assertThat(calls).containsExactly("one", "failed saga-1 two");
        assertThat(events.records()).hasSize(1);
        assertThat(committed()).isEqualTo(4);
        assertThat(List.of(
                        observed.started.size(),
                        observed.succeeded.size(),
                        observed.failed.size(),
                        observed.unknown.size(),
                        observed.skipped.size(),
                        observed.emitted.size()))
                .containsExactly(2, 1, 1, 1, 1, 1);
    }

    /** An observer that throws an error whenever it is told anything. */
    private static final class Throwing {
        static FlowObserver observer() {
            return (FlowObserver) Proxy.newProxyInstance(
                    Throwing.class.getClassLoader(),
                    new Class<?>[] {FlowObserver.class},
                    (proxy, method, arguments) -> {
                        throw new AssertionError("told of " + method.getName());
                    });
        }
    }

    @SuppressWarnings("unchecked") // as other languages throw past the compiler
    private static <T extends Throwable> void raise(Throwable failure) throws T {
        throw (T) failure;
    }

    record Order(String number) {}
}
