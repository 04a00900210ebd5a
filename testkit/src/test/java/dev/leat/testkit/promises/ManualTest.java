package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Acknowledgement;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.DeadLetter;
import dev.leat.core.HandlerTimeoutException;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTest extends Promises {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** In the order of calls. */
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();

    private void keep(Message<String, String> message, Acknowledgement acknowledgement) {
        seen.add(message.value() + message.attempt());
        acknowledgements.add(acknowledgement);
    }

    private ConsumerGroupBuilder<String> manual(Ordering ordering) {
        return group().ordering(ordering).retry(EACH_MINUTE).onManual("orders", Serde.text(), DEADLINE, this::keep);
    }

    @Test
    void theNextRecordOfAPartitionWaitsForTheAcknowledgement() {
        start(manual(Ordering.PARTITION));
        sendEach("a", "b");

        kafka.advance(SECOND);
        assertThat(seen).containsExactly("a1");
        assertThat(acknowledgements.get(0).ack()).isTrue();
        kafka.run();

        assertThat(seen).containsExactly("a1", "b1");
    }

    @Test
    void theNextRecordOfAKeyWaitsForTheAcknowledgementAndOtherKeysDoNot() {
        start(manual(Ordering.KEY));
        send("a", "a", "b");
        send("c", "c");

        kafka.advance(SECOND);
        assertThat(seen).containsExactlyInAnyOrder("a1", "c1");
        acknowledgements.get(seen.indexOf("a1")).ack();
        kafka.run();

        assertThat(seen).last().isEqualTo("b1");
    }

    @Test
    void withoutOrderAReturnFreesTheSlotAndNobodyWaits() {
        start(manual(Ordering.UNORDERED).concurrency(1));
        send("a", "a", "b", "c", "d");

        kafka.advance(SECOND);

        assertThat(seen).containsExactlyInAnyOrder("a1", "b1", "c1", "d1");
        assertThat(committed()).isLessThanOrEqualTo(0);
    }

    @Test
    void unacknowledgedRecordsCountAgainstTheBounds() {
        start(manual(Ordering.UNORDERED).maxUnfinished(10, 1 << 20).property("max.poll.records", 5));
        for (int i = 0; i < 100; i++) {
            send("k", "m");
        }

        kafka.advance(SECOND);
        assertThat(seen).hasSizeBetween(10, 15);
        acknowledgements.forEach(Acknowledgement::ack);
        kafka.advance(SECOND);

        assertThat(seen).hasSizeBetween(20, 30);
    }

    @Test
    void recordsAcknowledgedInAnyOrderAreCommittedInTheOrderOfTheLog() {
        start(manual(Ordering.UNORDERED));
        send("k", "a", "b");
        kafka.run();

        acknowledgements.get(seen.indexOf("b1")).ack();
        awaitCommit();
        assertThat(committed()).isLessThanOrEqualTo(0);
        acknowledgements.get(seen.indexOf("a1")).ack();
        awaitCommit();

        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aNegativeAcknowledgementCountsAnAttempt() {
        ConsumerGroup group = start(manual(Ordering.KEY));
        send("k", "a");
        kafka.run();

        assertThat(acknowledgements.get(0).nack(new IllegalStateException("not now")))
                .isTrue();
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("a1", "a2");
        assertThat(group.counts().failures()).isEqualTo(1);
    }

    @Test
    void aDeadlineThatPassesIsAFailure() {
        ConsumerGroup group = start(group().retry(EACH_MINUTE.attempts(2))
                .deadLetters("orders.dead")
                .onManual("orders", Serde.text(), DEADLINE, this::keep));
        send("k", "a", "b");
        kafka.run();

        kafka.advance(DEADLINE.minusSeconds(1));
        assertThat(group.counts().timeouts()).isZero();
        kafka.advance(SECOND.multipliedBy(2));
        assertThat(group.counts().timeouts()).isEqualTo(1);
        kafka.advance(DEADLINE.plus(MINUTE));

        assertThat(seen).containsExactly("a1", "a2", "b1");
        assertThat(dead.records().get(0).header(DeadLetter.EXCEPTION))
                .hasValue(HandlerTimeoutException.class.getName());
        assertThat(dead.records().get(0).header(DeadLetter.MESSAGE).orElseThrow())
                .contains("was not acknowledged");
    }

    @Test
    void anAcknowledgementAfterTheDeadlineIsIgnoredAndCounted() {
        ConsumerGroup group = start(manual(Ordering.KEY));
        send("k", "a");
        kafka.advance(DEADLINE.plusSeconds(30));

        assertThat(acknowledgements.get(0).ack()).isFalse();
        awaitCommit();
        assertThat(group.counts().lateAcknowledgements()).isEqualTo(1);
        assertThat(committed()).isLessThanOrEqualTo(0);
        kafka.advance(MINUTE);
        assertThat(acknowledgements.get(0).ack()).isFalse();
        awaitCommit();

        assertThat(seen).containsExactly("a1", "a2");
        assertThat(committed()).isLessThanOrEqualTo(0);
    }

    @Test
    void theFirstDecisionCounts() {
        ConsumerGroup group = start(manual(Ordering.KEY));
        send("k", "a");
        kafka.run();

        assertThat(acknowledgements.get(0).ack()).isTrue();
        assertThat(acknowledgements.get(0).nack(new IllegalStateException("after all")))
                .isFalse();
        kafka.advance(MINUTE.multipliedBy(2));

        assertThat(seen).containsExactly("a1");
        assertThat(committed()).isEqualTo(1);
        assertThat(group.counts().lateAcknowledgements()).isEqualTo(1);
        assertThat(group.counts().failures()).isZero();
    }

    @Test
    void aThrowingHandlerHasFailedUnlessItHasAcknowledgedBefore() {
        start(group().retry(EACH_MINUTE).onManual("orders", Serde.text(), DEADLINE, (message, acknowledgement) -> {
            seen.add(message.value() + message.attempt());
            if (message.value().equals("acknowledged")) {
                acknowledgement.ack();
            }
            throw new IllegalStateException("no");
        }));
        send("k", "acknowledged", "not");

        kafka.advance(Duration.ofSeconds(90));

        assertThat(seen).containsExactly("acknowledged1", "not1", "not2");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aRebalanceWaitsForAcknowledgementsAndALaterOneFinishesNothing() {
        start(manual(Ordering.KEY).drain(Duration.ofSeconds(5)));
        send("k", "a");
        kafka.run();

        billing.revoke("orders", 0);
        kafka.advance(Duration.ofSeconds(4));
        assertThat(billing.assignment(leat)).hasSize(2);
        kafka.advance(Duration.ofSeconds(2));
        assertThat(billing.assignment(leat)).hasSize(1);
        billing.giveBack("orders", 0);
        kafka.advance(Duration.ofSeconds(10));
        acknowledgements.get(0).ack();
        awaitCommit();

        assertThat(seen).containsExactly("a1", "a1");
        assertThat(committed()).isLessThanOrEqualTo(0);
    }
}
