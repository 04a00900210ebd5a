package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.Retry;
import dev.leat.testkit.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Start and stop, in any order and by anybody; and what the probes say meanwhile. */
class LifeTest extends Workers {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private FlowClient answering(FlowClient client) {
        client.onCommand("one", command -> {
            calls.add(command.sagaId());
            command.emit("done");
        });
        return client;
    }

    private FlowClient started() {
        FlowClient client = answering(client());
        client.start();
        kafka.advance(SECOND);
        assertThat(health(client)).containsExactly(true, true);
        return client;
    }

    // --- start ---

    @Test
    void aClientIsHealthyFromItsMakingAndReadyOnceItIsAMember() {
        FlowClient client = client();
        assertThat(health(client)).containsExactly(true, false);

        client.start();
        assertThat(health(client)).containsExactly(true, false);
        kafka.advance(SECOND);

        assertThat(health(client)).containsExactly(true, true);
    }

    @Test
    void aStartWithoutABrokerIsMadeGoodWhenThereIsOne() throws InterruptedException {
        kafka.stopBroker();
        FlowClient client = answering(client());
        client.start();
        kafka.advance(MINUTE.multipliedBy(5));
        assertThat(health(client)).containsExactly(true, false);

        kafka.startBroker();
        assertThat(client.awaitReady(MINUTE)).isTrue();
        command("saga-1", "one");
        settle();

        assertThat(calls).containsExactly("saga-1");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aSecondStartChangesNothing() {
        FlowClient client = started();

        client.start();
        settle();

        assertThat(health(client)).containsExactly(true, true);
        assertThat(workers.members()).containsExactly(leat);
    }

    @Test
    void whoWaitsForOneThatIsNotStartedIsToldAtOnce() throws InterruptedException {
        FlowClient client = client();
        Instant before = kafka.now();

        assertThat(client.awaitReady(FOREVER)).isFalse();

        assertThat(kafka.now()).isEqualTo(before);
    }

    @Test
    void ofTwoMembersAndOnePartitionBothAreReady() {
        kafka.topic("narrow");
        List<FlowClient> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            FlowClient client = FlowClient.on(kafka.leat())
                    .commands(CommandsExecutor.of("narrow", "workers"))
                    .build();
            client.start();
            both.add(client);
        }

        kafka.advance(SECOND.multipliedBy(10));

        assertThat(both).allMatch(FlowClient::isReady).allMatch(FlowClient::isHealthy);
    }

    @Test
    void aRebalanceAndABrokerThatIsAwayChangeNothingForTheProbeOfLife() {
        FlowClient client = started();

        workers.rebalance();
        kafka.advance(SECOND.multipliedBy(10));
        assertThat(health(client)).containsExactly(true, true);

        kafka.stopBroker();
        kafka.advance(MINUTE.multipliedBy(10));
        assertThat(client.isHealthy()).isTrue();

        kafka.startBroker();
        kafka.advance(MINUTE);
        assertThat(health(client)).containsExactly(true, true);
    }

    // --- stop ---

    @Test
    void aStopLetsAHandlerFinishEmitAndCommitAndNothingIsExecutedAgain() {
        FlowClient client = started();
        Hold hold = kafka.hold("commands", 0, 0);
        command("saga-1", "one");
        command("saga-1", "one");
        kafka.run();

        apart(client::stop);
        kafka.run();
        assertThat(hold.isReached()).isTrue();
        assertThat(health(client)).containsExactly(true, false);
        hold.release();
        settle();

        assertThat(calls).containsExactly("saga-1");
        assertThat(events.records()).hasSize(1);
        assertThat(observed.succeeded).containsExactly("one");
        assertThat(committed()).isEqualTo(1);
        assertThat(health(client)).containsExactly(false, false);

        answering(client(kafka.leat(), executor -> executor)).start();
        settle();
        assertThat(calls).containsExactly("saga-1", "saga-1");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whatWasEmittedOutsideOfHandlersIsSentBeforeTheStopIsOver() {
        FlowClient client = started();
        events.delaySends(SECOND.multipliedBy(5));
        CompletableFuture<?> sent = client.emit("done", "saga-1");

        client.stop();

        assertThat(sent).isCompleted();
        assertThat(events.records()).hasSize(1);
    }

    @Test
    void aHandlerThatDoesNotEndInTimeIsInterruptedAndItsCommandExecutedAgain() {
        FlowClient client = started();
        Hold hold = kafka.hold("commands", 0, 0);
        command("saga-1", "one");
        kafka.run();
        assertThat(hold.isReached()).isTrue();
        Instant before = kafka.now();

        client.stop(SECOND.multipliedBy(10));

        assertThat(Duration.between(before, kafka.now())).isLessThan(SECOND.multipliedBy(13));
        assertThat(health(client)).containsExactly(false, false);
        assertThat(calls).isEmpty();
        assertThat(committed()).isLessThan(1);
        client.start();
        settle();
        assertThat(calls).containsExactly("saga-1");
    }

    @Test
    void aHandlerThatCallsHeartbeatFinishesWhileTheClientStops() {
        FlowClient client = client();
        client.onCommand(
                "one",
                command -> {
                    command.heartbeat();
                    calls.add(command.sagaId());
                },
                failed -> calls.add(failed.toString()));
        client.start();
        kafka.advance(SECOND);
        Hold hold = kafka.hold("commands", 0, 0);
        command("saga-1", "one");
        kafka.run();
        apart(client::stop);
        kafka.run();

        hold.release();
        settle();

        assertThat(calls).containsExactly("saga-1");
        assertThat(committed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theErrorHandlerIsNotToldOfAHandlerThatAStopHasInterruptedHoweverThatIsWrapped(boolean restored) {
        CountDownLatch never = new CountDownLatch(1);
        FlowClient client = client();
        client.onCommand(
                "one",
                command -> {
                    try {
                        kafka.surroundings().await(never, Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                        if (restored) {
                            Thread.currentThread().interrupt();
                            throw new IllegalStateException("the bank does not answer");
                        }
                        throw new IllegalStateException("the bank does not answer", e);
                    }
                },
                failed -> {
                    calls.add(failed.toString());
                    failed.command().emit("oneFailed");
                    failed.commit();
                });
        client.start();
        command("saga-1", "one");
        kafka.run();

        client.stop(SECOND.multipliedBy(10));

        assertThat(calls).isEmpty();
        assertThat(events.records()).isEmpty();
        assertThat(committed()).isLessThan(1);
    }

    @Test
    void aHandlerThatIsInterruptedLearnsThatByHeartbeatTooAndItsErrorHandlerIsNotTold() {
        CountDownLatch never = new CountDownLatch(1);
        FlowClient client = client();
        client.onCommand(
                "one",
                command -> {
                    try {
                        kafka.surroundings().await(never, Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    command.heartbeat();
                    calls.add(command.sagaId());
                },
                failed -> calls.add(failed.toString()));
        client.start();
        command("saga-1", "one");
        kafka.run();

        client.stop(SECOND.multipliedBy(10));

        assertThat(calls).isEmpty();
        assertThat(committed()).isLessThan(1);
    }

    @Test
    void aStopWithoutABrokerComesToItsEnd() {
        FlowClient client = started();
        kafka.stopBroker();
        var unused = client.emit("done", "saga-1");
        Instant before = kafka.now();

        client.stop(SECOND.multipliedBy(10));

        assertThat(Duration.between(before, kafka.now())).isLessThan(SECOND.multipliedBy(14));
        assertThat(health(client)).containsExactly(false, false);
    }

    @Test
    void aStopMayBeGivenAllTheTimeThereIs() {
        FlowClient client = started();

        client.stop(FOREVER);

        assertThat(health(client)).containsExactly(false, false);
    }

    @Test
    void oneThatWasNeverStartedIsUnhealthyOnceItIsStoppedAndMayBeStartedThen() {
        FlowClient client = answering(client());

        client.stop();

        assertThat(health(client)).containsExactly(false, false);
        client.start();
        kafka.advance(SECOND);
        assertThat(health(client)).containsExactly(true, true);
    }

    @Test
    void anInterruptEndsTheWaitingAndNotTheStop() {
        FlowClient client = started();
        Hold hold = kafka.hold("commands", 0, 0);
        command("saga-1", "one");
        kafka.run();
        Thread stopping = apart(() -> {
            client.stop();
            calls.add("waited, interrupted " + Thread.currentThread().isInterrupted());
        });
        kafka.run();

        stopping.interrupt();
        kafka.run();
        assertThat(calls).containsExactly("waited, interrupted true");
        hold.release();
        settle();

        assertThat(calls).endsWith("saga-1");
        assertThat(events.records()).hasSize(1);
        assertThat(committed()).isEqualTo(1);
        assertThat(health(client)).containsExactly(false, false);
    }

    @Test
    void aSecondStopMayBeShorterThanTheFirst() {
        FlowClient client = started();
        Hold hold = kafka.hold("commands", 0, 0);
        command("saga-1", "one");
        kafka.run();
        apart(() -> client.stop(Duration.ofHours(1)));
        kafka.run();
        assertThat(hold.isReached()).isTrue();
        Instant before = kafka.now();

        client.stop(SECOND.multipliedBy(4));

        assertThat(Duration.between(before, kafka.now())).isLessThan(SECOND.multipliedBy(8));
        settle();
        assertThat(health(client)).containsExactly(false, false);
    }

    // --- stopped by those who are waited for ---

    @Test
    void aHandlerMayStopItsClientAndFinishes() {
        FlowClient client = client();
        client.onCommand("one", command -> {
            client.stop();
            command.emit("done");
            calls.add(command.sagaId());
        });
        client.start();
        command("saga-1", "one");
        settle();
        command("saga-1", "one");
        settle();

        assertThat(calls).containsExactly("saga-1");
        assertThat(events.records()).hasSize(1);
        assertThat(committed()).isEqualTo(1);
        assertThat(health(client)).containsExactly(false, false);
    }

    @Test
    void aHandlerMayStopItsClientAndStartItAgain() {
        FlowClient client = client();
        client.onCommand("one", command -> {
            client.stop();
            client.start();
            command.emit("done");
            calls.add(command.sagaId());
        });
        client.start();
        command("saga-1", "one");
        settle();
        command("saga-2", "one");
        kafka.advance(MINUTE);

        assertThat(calls).containsExactly("saga-1", "saga-2");
        assertThat(events.records()).hasSize(2);
        assertThat(committed()).isEqualTo(2);
        assertThat(health(client)).containsExactly(true, true);
    }

    @Test
    void anObserverMayStopTheClientOnWhateverThreadItIsTold() {
        List<FlowClient> clients = new ArrayList<>();
        FlowClient client = FlowClient.on(leat)
                .commands(CommandsExecutor.of("commands", "workers"))
                .events(EventsEmitter.to("events"))
                .observer(new FlowObserver() {
                    @Override
                    public void eventEmitted(String event) {
                        clients.get(0).stop();
                        calls.add("stop asked for");
                    }
                })
                .build();
        clients.add(client);
        events.delaySends(SECOND); // confirmed on a thread of Kafka's then
        answering(client);
        client.start();
        command("saga-1", "one");
        Instant before = kafka.now();

        kafka.runUntil(() -> !client.isHealthy(), MINUTE);

        assertThat(calls).containsExactly("saga-1", "stop asked for");
        assertThat(committed()).isEqualTo(1);
        assertThat(Duration.between(before, kafka.now())).isLessThan(SECOND.multipliedBy(5));
    }

    @Test
    void whoWaitsForAnEventMayStopTheClient() {
        events.delaySends(SECOND);
        FlowClient client = started();
        Instant before = kafka.now();

        var unused = client.emit("done", "saga-1").thenRun(client::stop);
        kafka.runUntil(() -> !client.isHealthy(), MINUTE);

        assertThat(Duration.between(before, kafka.now())).isLessThan(SECOND.multipliedBy(5));
    }

    // --- again ---

    @Test
    void afterAStopTheSameClientStartsAgainAndIsReady() throws InterruptedException {
        FlowClient client = started();
        command("saga-1", "one");
        settle();

        for (int i = 2; i < 5; i++) {
            client.stop();
            client.start();
            assertThat(client.awaitReady(MINUTE)).isTrue();
            command("saga-" + i, "one");
            settle();
        }

        assertThat(calls).containsExactly("saga-1", "saga-2", "saga-3", "saga-4");
        assertThat(events.records()).hasSize(4);
        assertThat(committed()).isEqualTo(4);
    }

    @Test
    void aStartWhileItStopsTakesTheStopBackAndEventsAreEmittedOn() {
        FlowClient client = started();
        Hold hold = kafka.hold("commands", 0, 0);
        command("saga-1", "one");
        command("saga-2", "one");
        kafka.run();
        apart(client::stop);
        kafka.run();

        client.start();
        kafka.run();
        hold.release();
        kafka.advance(SECOND.multipliedBy(40));

        assertThat(calls).containsExactlyInAnyOrder("saga-1", "saga-2");
        assertThat(events.records()).hasSize(2);
        assertThat(committed()).isEqualTo(2);
        assertThat(health(client)).containsExactly(true, true);
        assertThat(observed.failed).isEmpty();
    }

    @Test
    void allThatCannotWorkInEitherHalfIsSaidAtOnceAndNothingIsLeftOfTheOther() {
        FlowClientBuilder wrong = FlowClient.on(leat)
                .commands(CommandsExecutor.of("commands", "workers").sagasConcurrently(0))
                .events(EventsEmitter.to("events").property("acks", "some"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(wrong::build)
                .withMessageContainingAll("concurrency is 0", "acks");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(FlowClient.on(leat)
                        .commands(CommandsExecutor.of("commands", "workers"))
                        .events(EventsEmitter.to("events").property("acks", "some"))::build)
                .withMessageContaining("acks");
        assertThat(client().isHealthy()).isTrue();
    }

    @Test
    void oneThatHasEndedByItselfMayBeStartedAgain() {
        FlowClient client = ending(1);
        command("saga-1", "bad");
        settle();
        assertThat(health(client)).containsExactly(false, false);

        client.onCommand("one", command -> calls.add(command.sagaId()));
        workers.reset("commands", 0, 1);
        client.start();
        command("saga-2", "one");
        settle();

        assertThat(calls).containsExactly("saga-2");
        assertThat(health(client)).containsExactly(true, true);
    }

    @Test
    void oneThatIsAboutToEndByItselfIsStartedAgainWhenItHas() {
        FlowClient client = ending(2);
        client.onCommand("one", command -> calls.add(command.sagaId()));
        Hold hold = kafka.hold("commands", 1, 0);
        command(1, "saga-2", "one");
        kafka.run();
        command(0, "saga-1", "bad");
        kafka.run();
        assertThat(hold.isReached()).isTrue();
        workers.reset("commands", 0, 1);

        client.start();
        List<Boolean> ready = new ArrayList<>();
        apart(() -> ready.add(isReadyWithinAMinute(client)));
        kafka.run();
        hold.release();
        settle();

        assertThat(ready).containsExactly(true);
        command(0, "saga-3", "one");
        settle();
        assertThat(calls).containsExactly("saga-2", "saga-3");
        assertThat(health(client)).containsExactly(true, true);
    }

    @Test
    void aStopTakesBackTheStartOfOneThatIsAboutToEnd() {
        FlowClient client = ending(2);
        client.onCommand("one", command -> calls.add(command.sagaId()));
        Hold hold = kafka.hold("commands", 1, 0);
        command(1, "saga-2", "one");
        kafka.run();
        command(0, "saga-1", "bad");
        kafka.run();

        client.start();
        apart(client::stop);
        kafka.run();
        hold.release();
        kafka.advance(MINUTE);

        assertThat(health(client)).containsExactly(false, false);
        assertThat(workers.members()).isEmpty();
    }

    private static boolean isReadyWithinAMinute(FlowClient client) {
        try {
            return client.awaitReady(MINUTE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Started, and ends at the first failure. */
    private FlowClient ending(int sagas) {
        FlowClient client = client(executor -> executor.sagasConcurrently(sagas)
                .group(group -> group.retry(Retry.none()).stopOnFailure()));
        client.onCommand("bad", command -> {
            throw new IllegalStateException("refused");
        });
        client.start();
        kafka.advance(SECOND);
        return client;
    }

    // --- emit ---

    @Test
    void beforeTheStartAndAfterAStopNothingIsEmitted() {
        FlowClient client = client();

        assertNotStarted(client.emit("early", "saga-1"));
        client.start();
        kafka.run();
        client.stop();
        assertNotStarted(client.emit("late", "saga-1"));

        assertThat(observed.notEmitted).containsExactly("early", "late");
        assertThat(observed.emitted).isEmpty();
        assertThat(events.records()).isEmpty();
    }

    private void assertNotStarted(CompletableFuture<?> event) {
        List<Throwable> reasons = new ArrayList<>();
        var unused = event.whenComplete((id, failure) -> reasons.add(failure));
        assertThat(reasons.get(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("event '", "saga-1", "is not started", "call start() before");
    }

    // --- the end ---

    @Test
    void aClosedClientIsNotStartedAgain() {
        FlowClient client = started();
        client.close();
        client.close();
        client.stop();

        assertThat(health(client)).containsExactly(false, false);
        assertThatIllegalStateException().isThrownBy(client::start).withMessageContaining("build another");
    }

    @Test
    void aConnectionThatIsClosedFirstEndsItsClients() throws InterruptedException {
        Leat other = kafka.leat();
        FlowClient both = answering(client(other, executor -> executor));
        FlowClient emitter =
                FlowClient.on(other).events(EventsEmitter.to("events")).build();
        both.start();
        emitter.start();
        kafka.advance(SECOND);
        assertThat(health(emitter)).containsExactly(true, true);

        other.close();

        for (FlowClient client : List.of(both, emitter)) {
            assertThat(health(client)).containsExactly(false, false);
            assertThat(client.awaitReady(FOREVER)).isFalse();
            assertThat(client.emit("late", "saga-1")).isCompletedExceptionally();
            assertThatIllegalStateException().isThrownBy(client::start).withMessageContaining("the Leat");
            client.stop();
            client.close();
        }
    }
}
