package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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

    @Test
    void aFrozenMemberStartsNothingMoreWhenItWakesUp() {
        Leat other = kafka.leat();
        startHalting(leat, "frozen", Ordering.KEY);
        startHalting(other, "other", Ordering.KEY);
        kafka.run();
        for (int i = 0; i < 50; i++) {
            send("k", i == 0 ? "halt" : "waits");
        }
        kafka.run();
        assertThat(seen).containsExactly("frozen halt");

        kafka.freeze(leat);
        kafka.advance(MINUTE);
        halt.release();
        kafka.thaw(leat);
        kafka.run();

        assertThat(seen.stream().filter(call -> call.startsWith("frozen"))).hasSize(1);
        assertThat(seen.stream().filter(call -> call.startsWith("other"))).hasSize(50);
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
