package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leat.core.Acknowledgement;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.GroupState;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatesTest extends Promises {
    private static final Duration TWENTY_SECONDS = Duration.ofSeconds(20);

    private final Halt halt = halt();
    private final List<String> states = new ArrayList<>();

    private ConsumerGroupBuilder<String> seeing() {
        return group().onStateChange((from, to) -> states.add(from + " " + to))
                .ordering(Ordering.KEY)
                .concurrency(2)
                .on("orders", Serde.text(), message -> {
                    see(message);
                    if (message.value().equals("halt")) {
                        halt.here();
                    }
                });
    }

    @Test
    void aGroupThatIsNotStartedIsStoppedOnceKafkaHasAnswered() throws InterruptedException {
        ConsumerGroup group = seeing().build();
        assertThat(group.state()).isEqualTo(GroupState.INITIALISING);

        assertThat(group.awaitInitialised(MINUTE)).isTrue();

        assertThat(group.state()).isEqualTo(GroupState.STOPPED);
        assertThat(group.awaitStopped(Duration.ZERO)).isTrue();
        sendEach("a");
        kafka.advance(MINUTE);
        assertThat(seen).isEmpty();
    }

    @Test
    void listenersAreToldOfEachChangeInOrder() throws InterruptedException {
        ConsumerGroup group = start(seeing());
        assertThat(group.awaitState(GroupState.CONSUMING, MINUTE)).isTrue();
        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();
        group.start();
        kafka.run();
        group.close();
        kafka.run();

        assertThat(states)
                .containsExactly(
                        "INITIALISING STARTING",
                        "STARTING CONSUMING",
                        "CONSUMING STOPPING",
                        "STOPPING STOPPED",
                        "STOPPED STARTING",
                        "STARTING CONSUMING",
                        "CONSUMING CLOSING",
                        "CLOSING CLOSED");
    }

    @Test
    void aListenerThatFailsHarmsNobody() throws InterruptedException {
        ConsumerGroup group = start(seeing().onStateChange((from, to) -> {
            throw new IllegalStateException("of the listener");
        }));

        assertThat(group.awaitState(GroupState.CONSUMING, MINUTE)).isTrue();
        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();
    }

    @Test
    void stopCommitsWhatIsDoneAndLeavesAndAStartGoesOnFromThere() throws InterruptedException {
        ConsumerGroup group = start(seeing());
        sendEach("a", "b");
        kafka.run();

        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();

        assertThat(group.state()).isEqualTo(GroupState.STOPPED);
        assertThat(group.failure()).isEmpty();
        assertThat(committed()).isEqualTo(2);
        assertThat(billing.members()).isEmpty();
        sendEach("c");
        kafka.advance(MINUTE);
        assertThat(seen).containsExactly("a", "b");

        group.start();
        kafka.run();
        assertThat(seen).containsExactly("a", "b", "c");
    }

    @Test
    void stopAndWaitWaitsForRunningHandlers() throws InterruptedException {
        ConsumerGroup group = start(seeing());
        send("k", "halt", "later");
        kafka.run();

        group.stop(TWENTY_SECONDS);
        assertThat(group.awaitStopped(Duration.ofSeconds(5))).isFalse();
        assertThat(group.state()).isEqualTo(GroupState.STOPPING);
        halt.release();

        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();
        assertThat(halt.interrupts()).isZero();
        assertThat(committed()).isEqualTo(1);
        assertThat(seen).containsExactly("halt");
    }

    @Test
    void aHandlerThatDoesNotEndIsInterruptedAndTheStopKeepsItsDeadline() throws InterruptedException {
        ConsumerGroup group = start(seeing());
        send("k", "halt");
        kafka.run();
        Instant before = kafka.now();

        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();

        assertThat(Duration.between(before, kafka.now())).isLessThanOrEqualTo(Duration.ofSeconds(21));
        assertThat(committed()).isLessThanOrEqualTo(0);
    }

    @Test
    void aStartWhileStoppingFollowsTheStop() throws InterruptedException {
        ConsumerGroup group = start(seeing());
        send("k", "halt", "later");
        kafka.run();

        group.stop(TWENTY_SECONDS);
        assertThat(group.state()).isEqualTo(GroupState.STOPPING);
        group.start();
        assertThat(group.state()).isEqualTo(GroupState.STOPPING);
        halt.release();

        assertThat(group.awaitState(GroupState.CONSUMING, MINUTE)).isTrue();
        kafka.run();
        assertThat(seen).containsExactly("halt", "later");
    }

    @Test
    void aStopWhileStoppingTakesTheStartBack() throws InterruptedException {
        ConsumerGroup group = start(seeing());
        send("k", "halt");
        kafka.run();

        group.stop(TWENTY_SECONDS);
        group.start();
        group.stop(TWENTY_SECONDS);
        halt.release();

        assertThat(group.awaitStopped(MINUTE)).isTrue();
        kafka.advance(MINUTE);
        assertThat(group.state()).isEqualTo(GroupState.STOPPED);
    }

    @Test
    void aGroupThatNeverGetsPartitionsCanBeStoppedAndClosed() throws InterruptedException {
        ConsumerGroup group = start(seeing());
        kafka.stopBroker();
        kafka.advance(Duration.ofSeconds(3));
        Instant before = kafka.now();

        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();
        group.start();
        group.close(TWENTY_SECONDS);

        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThat(Duration.between(before, kafka.now())).isLessThanOrEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void aCloseWhileStoppingShortensTheTime() {
        ConsumerGroup group = start(seeing());
        send("k", "halt");
        kafka.run();
        Instant before = kafka.now();

        group.stop(Duration.ofMinutes(10));
        group.close(TWENTY_SECONDS);

        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThat(Duration.between(before, kafka.now())).isLessThanOrEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void itMayBeClosedTwiceAndIsNotStartedAgain() throws InterruptedException {
        ConsumerGroup group = seeing().build();
        group.close();
        group.close();

        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThatIllegalStateException().isThrownBy(group::start).withMessageContaining("build a new one");
        group.stop();
        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();
        assertThat(group.awaitState(GroupState.CONSUMING, MINUTE)).isFalse();
    }

    @Test
    void aHandlerMayStopItsGroupButNotWaitForIt() {
        AtomicReference<ConsumerGroup> self = new AtomicReference<>();
        List<Boolean> waited = new ArrayList<>();
        ConsumerGroup group = group().on("orders", Serde.text(), message -> {
                    see(message);
                    waited.add(Objects.requireNonNull(self.get()).stopAndWait(TWENTY_SECONDS));
                })
                .build();
        self.set(group);
        group.start();
        sendEach("a", "b");
        kafka.advance(Duration.ofSeconds(3));

        assertThat(waited).isNotEmpty().containsOnly(false);
        assertThat(group.state()).isEqualTo(GroupState.STOPPED);
        assertThat(committed()).isEqualTo(waited.size());
    }

    @Test
    void hooksRunAfterTheLastCallAndBeforeTheLastCommit() throws InterruptedException {
        List<Acknowledgement> kept = new ArrayList<>();
        ConsumerGroup group = start(group().beforeStop(() -> {
                    seen.add("flush of " + kept.size());
                    kept.forEach(Acknowledgement::ack);
                    kept.clear();
                })
                .ordering(Ordering.UNORDERED)
                .onManual("orders", Serde.text(), Duration.ofHours(1), (message, receipt) -> {
                    see(message);
                    kept.add(receipt);
                }));
        sendEach("a", "b", "c");
        kafka.advance(Duration.ofSeconds(3));
        assertThat(committed()).isLessThanOrEqualTo(0);

        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();
        assertThat(seen.get(3)).isEqualTo("flush of 3");
        assertThat(committed()).isEqualTo(3);

        group.start();
        sendEach("d");
        kafka.advance(Duration.ofSeconds(3));
        group.close();
        assertThat(seen).containsExactly("a", "b", "c", "flush of 3", "d", "flush of 1");
        assertThat(committed()).isEqualTo(4);
    }

    @Test
    void aHookThatFailsOrHangsCostsNeitherTheCommitNorTheDeadline() {
        ConsumerGroup group = start(seeing().beforeStop(() -> {
                    throw new AssertionError("of the hook");
                })
                .beforeStop(() -> {
                    try {
                        halt.here();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        sendEach("a");
        kafka.run();
        Instant before = kafka.now();

        group.close(TWENTY_SECONDS);

        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThat(Duration.between(before, kafka.now())).isLessThanOrEqualTo(Duration.ofSeconds(21));
        assertThat(committed()).isEqualTo(1);
        halt.release();
    }

    /** dp-kafka's loops went round and round until the last of a close was done. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLoopThatIsBeingStoppedDoesNotSpin(boolean brokerIsThere) {
        ConsumerGroup group = start(seeing());
        send("k", "halt");
        kafka.run();
        if (!brokerIsThere) {
            kafka.stopBroker();
        }
        group.stop(Duration.ofMinutes(10));

        assertThat(turnsWithin(Duration.ofMinutes(1))).isLessThan(5_000);
        assertThat(group.state()).isEqualTo(GroupState.STOPPING);
        halt.release();
    }

    /** What would spin has no end of turns in which time does not pass. */
    private int turnsWithin(Duration time) {
        int turns = 0;
        for (Instant end = kafka.now().plus(time); kafka.now().isBefore(end); kafka.advance(Duration.ofMillis(100))) {
            while (turns < 1_000_000 && kafka.step()) {
                turns++;
            }
        }
        return turns;
    }

    @Test
    void pausesOutlastAStop() throws InterruptedException {
        ConsumerGroup group = start(seeing());
        group.pause();
        kafka.run();
        assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();
        group.start();
        sendEach("a");
        kafka.advance(Duration.ofSeconds(3));
        assertThat(seen).isEmpty();

        group.resume();
        kafka.run();
        assertThat(seen).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsAskedInWhateverOrderNothingIsLostAndNothingHangs(long seed) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        ConsumerGroup group = seeing().build();
        int sent = 0;
        for (int i = 0; i < 300; i++) {
            switch (random.nextInt(8)) {
                case 0 -> group.start();
                case 1 -> group.stop(Duration.ofSeconds(1 + random.nextInt(5)));
                case 2 -> assertThat(group.stopAndWait(TWENTY_SECONDS)).isTrue();
                case 3 -> sendEach("m" + sent++);
                case 4 -> kafka.run();
                case 5 -> kafka.advance(Duration.ofMillis(random.nextInt(3_000)));
                case 6 -> kafka.stopBroker();
                default -> kafka.startBroker();
            }
        }
        kafka.startBroker();
        group.start();
        kafka.advance(MINUTE);

        assertThat(group.state()).isEqualTo(GroupState.CONSUMING);
        assertThat(seen).hasSizeGreaterThanOrEqualTo(sent);
        for (int i = 0; i < sent; i++) {
            assertThat(seen).contains("m" + i);
        }
        group.close(TWENTY_SECONDS);
        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThat(committed()).isEqualTo(sent == 0 ? -1 : sent);
    }
}
