package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.testkit.Hold;
import dev.leat.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may start a record: rebalances, frozen processes, and the calls that an assignment leaves behind. */
class OwnershipTest extends Promises {
    private final Halt halt = halt();

    private void startHalting(Leat leat, String name, Ordering ordering) {
        leat.consumerGroup("billing")
                .ordering(ordering)
                .concurrency(4)
                .drain(Duration.ofSeconds(20))
                .on("orders", Serde.text(), message -> {
                    seen.add(name + " " + message.value());
                    if (message.value().equals("halt") && halt.reached() == 0) {
                        halt.here();
                    }
                })
                .build()
                .start();
    }

    @Test
    void aRebalanceWaitsForRunningHandlersAndCommitsThem() {
        startHalting(leat, "one", Ordering.KEY);
        send("k", "halt", "waits");
        kafka.run();

        billing.revoke("orders", 0);
        kafka.advance(Duration.ofSeconds(10));
        assertThat(billing.assignment(leat)).hasSize(2);
        halt.release();
        kafka.run();

        assertThat(billing.assignment(leat)).hasSize(1);
        assertThat(seen).containsExactly("one halt");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aRebalanceWaitsNoLongerThanTheDrain() {
        startHalting(leat, "one", Ordering.KEY);
        send("k", "halt");
        kafka.run();

        billing.revoke("orders", 0);
        kafka.advance(Duration.ofSeconds(21));

        assertThat(billing.assignment(leat)).hasSize(1);
        assertThat(committed()).isLessThanOrEqualTo(0);
    }

    @Test
    void otherPartitionsGoOnDuringTheDrain() {
        start(group().drain(Duration.ofSeconds(20))
                .concurrency(2)
                .retry(Retry.fixed(Duration.ofSeconds(2)))
                .on("orders", Serde.text(), message -> {
                    seen.add(message.value() + message.attempt());
                    if (message.value().equals("halt")) {
                        halt.here();
                    } else if (message.attempt() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                }));
        send("k", "halt");
        orders.partition(1).send("k", "other");
        orders.partition(1).send("k", "follower");
        kafka.run();

        billing.revoke("orders", 0);
        kafka.advance(Duration.ofSeconds(10));

        assertThat(billing.assignment(leat)).hasSize(2);
        assertThat(seen).contains("halt1", "other1", "other2", "other3", "follower1", "follower2", "follower3");
    }

    /** In many orders of threads: a worker may wake up before the owner, and must not need it to know. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aFrozenMemberStartsNothingMoreWhenItWakesUp(long seed) {
        try (TestKafka inAnyOrder = TestKafka.builder().seed(seed).build()) {
            List<String> calls = new ArrayList<>();
            Leat frozen = inAnyOrder.leat();
            Leat other = inAnyOrder.leat();
            Hold hold = inAnyOrder.hold("orders", 0, 0);
            for (Leat member : List.of(frozen, other)) {
                start(member.consumerGroup("billing")
                        .interceptor((delivery, next) -> {
                            calls.add(member == frozen ? "frozen" : "other");
                            return next.proceed();
                        })
                        .on("orders", Serde.text(), message -> {}));
                inAnyOrder.run();
            }
            for (int i = 0; i < 50; i++) {
                inAnyOrder.topic("orders").partition(0).send("k", "a");
            }
            inAnyOrder.run();
            assertThat(calls).containsExactly("frozen");

            inAnyOrder.freeze(frozen);
            inAnyOrder.advance(MINUTE);
            hold.release();
            inAnyOrder.thaw(frozen);
            inAnyOrder.advance(SECOND);

            assertThat(calls).startsWith("frozen", "other").hasSize(51).containsOnlyOnce("frozen");
        }
    }

    @Test
    void aMemberThatIsCutOffStartsNothingOnceItsLeaseIsOver() {
        startHalting(leat, "one", Ordering.PARTITION);
        send("k", "halt", "waits");
        kafka.run();

        kafka.stopBroker();
        kafka.advance(Duration.ofSeconds(40));
        halt.release();
        kafka.advance(Duration.ofSeconds(2));
        assertThat(seen).containsExactly("one halt");
        kafka.startBroker();
        kafka.advance(Duration.ofSeconds(30));

        assertThat(seen).last().isEqualTo("one waits");
    }

    @Test
    void aMemberThatWasIdleForLongHandlesWhatComesAsSoonAsItHasHeardFromTheBroker() {
        startHalting(leat, "one", Ordering.KEY);
        kafka.advance(Duration.ofHours(3));

        send("k", "late");
        kafka.advance(Duration.ofMillis(50));

        assertThat(seen).containsExactly("one late");
    }

    @Test
    void callsForAKeyNeverOverlapInOneProcessAfterItsPartitionWasLost() {
        startHalting(leat, "one", Ordering.KEY);
        send("k", "halt");
        kafka.run();

        billing.lose(leat);
        kafka.advance(Duration.ofSeconds(10));
        assertThat(billing.assignment(leat)).hasSize(2);
        assertThat(seen).containsExactly("one halt");
        halt.release();
        kafka.advance(SECOND);

        assertThat(seen).containsExactly("one halt", "one halt");
    }

    @Test
    void aCallThatNeverReturnsHoldsALostPartitionNoLongerThanTheDrain() {
        startHalting(leat, "one", Ordering.KEY);
        send("k", "halt");
        kafka.run();

        billing.lose(leat);
        kafka.advance(Duration.ofSeconds(25));

        assertThat(seen).containsExactly("one halt", "one halt");
    }
}
