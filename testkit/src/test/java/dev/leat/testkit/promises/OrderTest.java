package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderTest extends Promises {
    private final Halt halt = halt();

    /** Stops at values that begin with "halt". */
    private void handle(Message<String, String> message) throws InterruptedException {
        see(message);
        if (message.value().startsWith("halt")) {
            halt.here();
        }
    }

    private void start(Ordering ordering, int concurrency) {
        start(group().ordering(ordering).concurrency(concurrency).on("orders", Serde.text(), this::handle));
    }

    @Test
    void theRecordsOfAPartitionAreHandledOneAfterTheOtherAndOtherPartitionsGoOn() {
        start(Ordering.PARTITION, 8);
        sendEach("halt", "waits");
        orders.partition(1).send("k", "other partition");

        kafka.advance(SECOND);
        assertThat(seen).containsExactlyInAnyOrder("halt", "other partition");
        halt.release();
        kafka.run();

        assertThat(seen).last().isEqualTo("waits");
    }

    @Test
    void theRecordsOfAKeyAreHandledOneAfterTheOtherAndOtherKeysOfThePartitionGoOn() {
        start(Ordering.KEY, 8);
        send("a", "halt", "a2");
        for (int i = 0; i < 50; i++) {
            send("key-" + i, "other key");
        }

        kafka.advance(SECOND);
        assertThat(seen).hasSize(51).doesNotContain("a2");
        halt.release();
        kafka.run();

        assertThat(seen).hasSize(52).last().isEqualTo("a2");
    }

    @Test
    void withoutOrderNobodyWaitsEvenForItsOwnKey() {
        start(Ordering.UNORDERED, 8);
        send("a", "halt", "a2", "a3");

        kafka.advance(SECOND);

        assertThat(seen).containsExactlyInAnyOrder("halt", "a2", "a3");
    }

    @Test
    void recordsWithoutAKeyHaveNoOrderAmongKeys() {
        start(Ordering.KEY, 8);
        orders.partition(0).send(null, "halt");
        for (int i = 0; i < 50; i++) {
            orders.partition(0).send(null, "no key");
        }

        kafka.advance(SECOND);

        assertThat(seen).hasSize(51);
    }

    @Test
    void recordsWithoutAKeyKeepTheirPlaceInTheirPartition() {
        start(Ordering.PARTITION, 8);
        orders.partition(0).send(null, "halt");
        orders.partition(0).send(null, "waits");

        kafka.advance(SECOND);

        assertThat(seen).containsExactly("halt");
    }

    @Test
    void theSameKeyInTwoPartitionsOrTopicsAreTwoKeys() {
        kafka.topic("refunds");
        start(group().ordering(Ordering.KEY)
                .concurrency(8)
                .on("orders", Serde.text(), this::handle)
                .on("refunds", Serde.text(), this::handle));
        orders.partition(0).send("a", "halt");
        orders.partition(1).send("a", "other partition");
        kafka.topic("refunds").send("a", "other topic");

        kafka.advance(SECOND);

        assertThat(seen).containsExactlyInAnyOrder("halt", "other partition", "other topic");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ordering.class,
            names = {"KEY", "UNORDERED"})
    void noMoreHandlersRunAtATimeThanTheConcurrencySays(Ordering ordering) {
        start(ordering, 3);
        sendEach("halt 1", "halt 2", "halt 3", "halt 4", "halt 5");

        kafka.advance(SECOND);
        assertThat(halt.reached()).isEqualTo(3);
        halt.release();
        kafka.run();

        assertThat(seen).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(Ordering.class)
    void whatWasPassedByAnUnfinishedRecordIsNotCommitted(Ordering ordering) {
        start(ordering, 8);
        sendEach("halt", "b", "c");

        awaitCommit();
        assertThat(committed()).isLessThanOrEqualTo(0);
        halt.release();
        awaitCommit();

        assertThat(committed()).isEqualTo(3);
    }
}
