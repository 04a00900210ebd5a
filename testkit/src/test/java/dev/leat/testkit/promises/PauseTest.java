package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import dev.leat.testkit.TestKafka;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PauseTest extends Promises {
    private ConsumerGroup startSeeing() {
        return start(group().on("orders", Serde.text(), this::see));
    }

    private void sendToBoth(String value) {
        orders.partition(0).send("k", value + " 0");
        orders.partition(1).send("k", value + " 1");
    }

    @Test
    void aPausedGroupStartsNothingAndStaysAMember() {
        ConsumerGroup group = startSeeing();
        kafka.run();

        group.pause();
        kafka.run();
        sendToBoth("a");
        kafka.advance(Duration.ofMinutes(30));
        assertThat(seen).isEmpty();
        assertThat(billing.assignment(leat)).hasSize(2);
        assertThat(group.isPaused("orders", 0)).isTrue();
        group.resume();
        kafka.advance(SECOND);

        assertThat(seen).containsExactlyInAnyOrder("a 0", "a 1");
        assertThat(group.isPaused("orders", 0)).isFalse();
    }

    @Test
    void whatRunsGoesOnAndIsCommittedAndWhatWaitsInMemoryWaits() {
        Halt halt = halt();
        ConsumerGroup group = start(group().on("orders", Serde.text(), message -> {
            see(message);
            halt.here();
        }));
        send("k", "runs", "waits");
        kafka.run();

        group.pause();
        kafka.run();
        halt.release();
        awaitCommit();
        assertThat(seen).containsExactly("runs");
        assertThat(committed()).isEqualTo(1);
        group.resume();
        kafka.run();

        assertThat(seen).containsExactly("runs", "waits");
    }

    @Test
    void aPauseOfATopicLeavesOthersAlone() {
        kafka.topic("refunds");
        ConsumerGroup group =
                start(group().on("orders", Serde.text(), this::see).on("refunds", Serde.text(), this::see));
        kafka.run();

        group.pause("orders");
        kafka.run();
        sendToBoth("order");
        kafka.topic("refunds").send("k", "refund");
        kafka.advance(MINUTE);
        assertThat(seen).containsExactly("refund");
        group.resume("orders");
        kafka.advance(SECOND);

        assertThat(seen).hasSize(3);
    }

    @Test
    void aPauseOfAPartitionLeavesOthersAlone() {
        ConsumerGroup group = startSeeing();
        kafka.run();

        group.pause("orders", 0);
        kafka.run();
        sendToBoth("a");
        kafka.advance(MINUTE);
        assertThat(seen).containsExactly("a 1");
        group.resume("orders", 0);
        kafka.advance(SECOND);

        assertThat(seen).containsExactly("a 1", "a 0");
    }

    @Test
    void resumingAPartitionDoesNotResumeItsTopicNorATopicItsGroup() {
        ConsumerGroup group = startSeeing();
        group.pause();
        group.pause("orders");

        group.resume("orders", 0);
        assertThat(group.isPaused("orders", 0)).isTrue();
        group.resume("orders");
        assertThat(group.isPaused("orders", 0)).isTrue();
        group.resume();

        assertThat(group.isPaused("orders", 0)).isFalse();
    }

    @Test
    void resumingATopicResumesItsPartitionsAndTheGroupEverything() {
        ConsumerGroup group = startSeeing();
        group.pause("orders", 0);
        group.resume("orders");
        assertThat(group.isPaused("orders", 0)).isFalse();

        group.pause("orders", 0);
        group.pause("orders");
        group.resume();

        assertThat(group.isPaused("orders", 0)).isFalse();
    }

    @Test
    void aPauseOutlastsRebalances() {
        ConsumerGroup group = startSeeing();
        kafka.run();
        group.pause("orders", 0);
        kafka.run();

        billing.rebalance();
        sendToBoth("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("a 1");
    }

    /** In many orders of threads, since the first poll that brings a partition may bring its records, too. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aPausedPartitionThatComesBackStartsNothing(long seed) {
        try (TestKafka inAnyOrder = TestKafka.builder().seed(seed).build()) {
            ConsumerGroup group = start(inAnyOrder
                    .leat()
                    .consumerGroup("billing")
                    .commitInterval(Duration.ofMillis(10))
                    .on("orders", Serde.text(), this::see));
            inAnyOrder.run();
            group.pause("orders", 0);
            inAnyOrder.run();
            for (int i = 0; i < 10; i++) {
                inAnyOrder.topic("orders").send("k", "a");
                inAnyOrder.group("billing").rebalance();
                inAnyOrder.run();
            }

            assertThat(seen).isEmpty();
        }
    }

    @Test
    void aPauseIsOfThisMemberAlone() {
        ConsumerGroup group = startSeeing();
        Leat other = kafka.leat();
        start(other.consumerGroup("billing")
                .on("orders", Serde.text(), message -> seen.add("other " + message.value())));
        kafka.run();
        group.pause();
        kafka.run();

        sendToBoth("a");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("other a 1");
    }

    @Test
    void attemptsThatAreDueWaitForTheEndOfThePause() {
        ConsumerGroup group =
                start(group().ordering(Ordering.KEY).retry(EACH_MINUTE).on("orders", Serde.text(), message -> {
                    seen.add(message.value() + message.attempt());
                    throw new IllegalStateException("no");
                }));
        send("k", "a");
        kafka.run();

        group.pause();
        kafka.advance(Duration.ofMinutes(10));
        assertThat(seen).containsExactly("a1");
        group.resume();
        kafka.run();

        assertThat(seen).containsExactly("a1", "a2");
    }
}
