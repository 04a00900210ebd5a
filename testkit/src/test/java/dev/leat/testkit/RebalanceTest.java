package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RebalanceTest {
    private final TestKafka kafka = TestKafka.create();
    private final TestTopic orders = kafka.topic("orders", 3);
    private final TestGroup billing = kafka.group("billing");

    @AfterEach
    void close() {
        kafka.close();
    }

    private List<String> consume(Leat leat) {
        List<String> seen = new ArrayList<>();
        group(leat, seen).start();
        return seen;
    }

    private static ConsumerGroup group(Leat leat, List<String> seen) {
        return leat.consumerGroup("billing")
                .on("orders", Serde.text(), message -> seen.add(message.value()))
                .build();
    }

    @Test
    void membersShareThePartitions() {
        Leat one = kafka.leat();
        Leat two = kafka.leat();
        consume(one);
        kafka.run();
        assertThat(billing.assignment(one)).hasSize(3);

        consume(two);
        kafka.run();

        assertThat(billing.members()).containsExactly(one, two);
        assertThat(billing.assignment(one))
                .containsExactly(new TopicPartition("orders", 0), new TopicPartition("orders", 1));
        assertThat(billing.assignment(two)).containsExactly(new TopicPartition("orders", 2));
    }

    @Test
    void whatAFrozenMemberHadGoesToAnotherWhenItsSessionHasExpired() {
        Leat one = kafka.leat();
        Leat two = kafka.leat();
        consume(one);
        List<String> seenByTwo = consume(two);
        kafka.run();

        kafka.freeze(one);
        orders.partition(0).send("k", "late");
        kafka.advance(Duration.ofSeconds(44));
        assertThat(seenByTwo).isEmpty();
        kafka.advance(Duration.ofSeconds(2));

        assertThat(seenByTwo).containsExactly("late");
        assertThat(billing.members()).containsExactly(two);
    }

    @Test
    void aThawedMemberJoinsAgain() {
        Leat one = kafka.leat();
        Leat two = kafka.leat();
        consume(one);
        consume(two);
        kafka.run();

        kafka.freeze(one);
        kafka.advance(Duration.ofMinutes(1));
        assertThat(billing.assignment(two)).hasSize(3);
        kafka.thaw(one);
        kafka.run();

        assertThat(billing.assignment(one)).hasSize(1);
        assertThat(billing.assignment(two)).hasSize(2);
    }

    @Test
    void aClosedGroupCommitsAndLeaves() {
        Leat one = kafka.leat();
        ConsumerGroup group = group(one, new ArrayList<>());
        group.start();
        orders.partition(0).send("k", "v");
        kafka.run();

        group.close();

        assertThat(billing.committed("orders", 0)).hasValue(1);
        assertThat(billing.members()).isEmpty();
    }

    @Test
    void aRebalanceTakesEverythingAndGivesItToOthers() {
        Leat one = kafka.leat();
        Leat two = kafka.leat();
        consume(one);
        consume(two);
        kafka.run();

        billing.rebalance();
        kafka.run();

        assertThat(billing.assignment(one)).containsExactly(new TopicPartition("orders", 2));
        assertThat(billing.assignment(two)).hasSize(2);
    }

    @Test
    void aRevokedPartitionIsWithNobodyUntilItIsGivenBack() {
        Leat one = kafka.leat();
        List<String> seen = consume(one);
        kafka.run();

        billing.revoke("orders", 1);
        kafka.run();
        orders.partition(1).send("k", "waits");
        kafka.run();
        assertThat(seen).isEmpty();
        billing.giveBack("orders", 1);
        kafka.run();

        assertThat(seen).containsExactly("waits");
    }

    @Test
    void aLostMemberJoinsAgainAndWhatItHadNotCommittedComesAgain() {
        Leat one = kafka.leat();
        List<String> seen = consume(one);
        orders.partition(1).send("k", "twice");
        kafka.run();

        billing.lose(one);
        kafka.advance(Duration.ofSeconds(2));

        assertThat(seen).containsExactly("twice", "twice");
        assertThat(billing.committed("orders", 1)).hasValue(1);
    }
}
