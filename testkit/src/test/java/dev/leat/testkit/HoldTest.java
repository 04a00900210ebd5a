package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldTest {
    private final TestKafka kafka = TestKafka.create();
    private final TestTopic orders = kafka.topic("orders", 2);
    private final TestGroup billing = kafka.group("billing");

    @AfterEach
    void close() {
        kafka.close();
    }

    private List<String> consume(Leat leat) {
        List<String> seen = new ArrayList<>();
        leat.consumerGroup("billing")
                .concurrency(2)
                .on("orders", Serde.text(), message -> seen.add(message.value()))
                .build()
                .start();
        return seen;
    }

    @Test
    void aHandlerIsHeldBeforeItIsCalledAndOthersGoOn() {
        List<String> seen = consume(kafka.leat());
        Hold hold = kafka.hold("orders", 0, 0);
        orders.partition(0).send("a", "held");
        orders.partition(1).send("b", "goes on");

        kafka.run();
        assertThat(hold.isReached()).isTrue();
        assertThat(seen).containsExactly("goes on");

        hold.release();
        kafka.run();
        assertThat(seen).containsExactly("goes on", "held");
    }

    @Test
    void aHandlerIsHeldWhenItIsDoneButNobodyKnows() {
        List<String> seen = consume(kafka.leat());
        Hold hold = kafka.holdAfter("orders", 0, 0);
        orders.partition(0).send("a", "done");

        kafka.advance(Duration.ofSeconds(5));
        assertThat(seen).containsExactly("done");
        assertThat(billing.committed("orders", 0).orElse(0)).isZero();

        hold.release();
        kafka.advance(Duration.ofSeconds(2));
        assertThat(billing.committed("orders", 0)).hasValue(1);
    }

    @Test
    void aRebalanceInTheMiddleOfAHandlerWaitsForItAndThenCommits() {
        Leat one = kafka.leat();
        List<String> seen = consume(one);
        Hold hold = kafka.hold("orders", 0, 0);
        orders.partition(0).send("a", "v");
        kafka.run();

        Leat two = kafka.leat();
        List<String> seenByTwo = consume(two);
        billing.rebalance();
        kafka.advance(Duration.ofSeconds(10));
        assertThat(billing.assignment(one)).hasSize(2);
        hold.release();
        kafka.advance(Duration.ofSeconds(1));

        assertThat(seen).containsExactly("v");
        assertThat(seenByTwo).isEmpty();
        assertThat(billing.committed("orders", 0)).hasValue(1);
        assertThat(billing.assignment(one)).hasSize(1);
    }

    @Test
    void theSecondMemberGetsTheRecordWhenTheFirstIsFrozenInTheMiddleOfIt() {
        Leat one = kafka.leat();
        List<String> seen = consume(one);
        Hold hold = kafka.hold("orders", 0, 0);
        orders.partition(0).send("a", "v");
        kafka.run();
        List<String> seenByTwo = consume(kafka.leat());

        kafka.freeze(one);
        kafka.advance(Duration.ofMinutes(1));
        assertThat(seenByTwo).containsExactly("v");
        assertThat(billing.committed("orders", 0)).hasValue(1);

        hold.release();
        kafka.thaw(one);
        kafka.advance(Duration.ofMinutes(1));
        assertThat(seen).containsExactly("v");
        assertThat(billing.committed("orders", 0)).hasValue(1);
    }

    @Test
    void theEndOfAGroupInterruptsAHandlerThatIsHeld() {
        List<String> seen = new ArrayList<>();
        ConsumerGroup group = kafka.leat()
                .consumerGroup("billing")
                .on("orders", Serde.text(), message -> seen.add(message.value()))
                .build();
        group.start();
        kafka.hold("orders", 0, 0);
        orders.partition(0).send("a", "v");
        kafka.run();

        group.close(Duration.ofSeconds(20));

        assertThat(seen).isEmpty();
        assertThat(billing.members()).isEmpty();
        assertThat(billing.committed("orders", 0).orElse(0)).isZero();
        assertThat(kafka.now()).isEqualTo("2026-01-01T00:00:15Z");
    }

    @Test
    void theCodeUnderTestMayBeHeldAnywhere() {
        Hold hold = kafka.hold();
        List<String> seen = new ArrayList<>();
        kafka.leat()
                .consumerGroup("billing")
                .on("orders", Serde.text(), message -> {
                    seen.add("before");
                    hold.here();
                    seen.add("after");
                })
                .build()
                .start();
        orders.send("k", "v");

        kafka.run();
        assertThat(seen).containsExactly("before");
        hold.release();
        kafka.run();
        assertThat(seen).containsExactly("before", "after");
    }
}
