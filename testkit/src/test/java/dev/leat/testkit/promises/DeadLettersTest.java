package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.DeadLetter;
import dev.leat.core.GroupState;
import dev.leat.core.LastResort;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.testkit.TestRecord;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadLettersTest extends Promises {
    private static final int MANY = 10_000;

    private ConsumerGroupBuilder<String> givingUp(LastResort lastResort) {
        return group().ordering(Ordering.KEY)
                .concurrency(4)
                .retry(Retry.none())
                .deadLetters("orders.dead", lastResort)
                .on("orders", Serde.text(), this::failIfBad);
    }

    private void failIfBad(Message<String, String> message) {
        see(message);
        if (message.value().startsWith("bad")) {
            throw new IllegalStateException("no such customer");
        }
    }

    @Test
    void aDeadLetterHasTheBytesAndHeadersOfItsRecordAndTheReason() {
        start(givingUp(LastResort.hold()));
        orders.partition(1).send("k", "bad", Map.of("tenant", "blue"));

        kafka.run();

        TestRecord letter = dead.records().get(0);
        assertThat(letter.key()).isEqualTo("k");
        assertThat(letter.value()).isEqualTo("bad");
        assertThat(letter.header("tenant")).hasValue("blue");
        assertThat(letter.header(DeadLetter.TOPIC)).hasValue("orders");
        assertThat(letter.header(DeadLetter.PARTITION)).hasValue("1");
        assertThat(letter.header(DeadLetter.OFFSET)).hasValue("0");
        assertThat(letter.header(DeadLetter.GROUP)).hasValue("billing");
        assertThat(letter.header(DeadLetter.ATTEMPTS)).hasValue("1");
        assertThat(letter.header(DeadLetter.EXCEPTION)).hasValue(IllegalStateException.class.getName());
        assertThat(letter.header(DeadLetter.MESSAGE)).hasValue("no such customer");
        assertThat(letter.header(DeadLetter.TIME)).hasValue(kafka.now().toString());
    }

    @Test
    void afterADeadLetterItsKeyContinues() {
        start(givingUp(LastResort.hold()));
        send("k", "bad", "good");

        awaitCommit();

        assertThat(seen).containsExactly("bad", "good");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void nothingIsCommittedAndItsKeyWaitsBeforeTheTopicHasConfirmed() {
        dead.delaySends(MINUTE);
        start(givingUp(LastResort.hold()));
        send("k", "bad", "good");
        send("other", "other");

        kafka.advance(Duration.ofSeconds(59));
        assertThat(seen).containsExactlyInAnyOrder("bad", "other");
        assertThat(committed()).isLessThanOrEqualTo(0);
        kafka.advance(Duration.ofSeconds(5));

        assertThat(seen).last().isEqualTo("good");
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void deadLettersOfAKeyKeepTheirOrderWhateverTheirTopicDoes() {
        dead.failSends(5, new TimeoutException("not now"));
        start(givingUp(LastResort.hold()));
        send("k", "bad 1", "bad 2", "bad 3", "bad 4");

        kafka.advance(Duration.ofMinutes(5));

        assertThat(dead.values()).containsExactly("bad 1", "bad 2", "bad 3", "bad 4");
    }

    @Test
    void aLetterThatCannotBeSentIsTriedAgainWithoutHandlingItsRecordAgain() {
        dead.failSends(3, new TimeoutException("not now"));
        ConsumerGroup group = start(givingUp(LastResort.hold()));
        send("k", "bad");

        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("bad");
        assertThat(dead.values()).containsExactly("bad");
        assertThat(group.counts().deadLetterFailures()).isEqualTo(3);
        assertThat(group.counts().deadLetters()).isEqualTo(1);
    }

    @Test
    void byDefaultTheRecordIsHeldForEverAndOnlyItsKeyWaits() {
        dead.failSends(MANY, new TimeoutException("not now"));
        ConsumerGroup group = start(givingUp(LastResort.hold()));
        send("k", "bad", "follower");
        send("other", "other");

        kafka.advance(Duration.ofHours(10));

        assertThat(seen).containsExactlyInAnyOrder("bad", "other");
        assertThat(committed()).isLessThanOrEqualTo(0);
        assertThat(group.state()).isEqualTo(GroupState.CONSUMING);
    }

    @Test
    void theGroupMayEndAfterATimeWithTheRecordUnfinished() {
        dead.failSends(MANY, new TimeoutException("not now"));
        ConsumerGroup group = start(givingUp(LastResort.stopAfter(MINUTE)));
        send("k", "good", "bad");

        kafka.advance(Duration.ofSeconds(50));
        assertThat(group.state()).isEqualTo(GroupState.CONSUMING);
        kafka.advance(MINUTE);

        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThat(group.failure()).containsInstanceOf(TimeoutException.class);
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void theRecordMayBeDroppedAfterATimeAndIsCounted() {
        dead.failSends(MANY, new TimeoutException("not now"));
        ConsumerGroup group = start(givingUp(LastResort.dropAfter(MINUTE)));
        send("k", "bad", "good");

        kafka.advance(Duration.ofSeconds(50));
        assertThat(group.counts().dropped()).isZero();
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("bad", "good");
        assertThat(group.counts().dropped()).isEqualTo(1);
        assertThat(group.counts().deadLetters()).isZero();
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whatNoWaitingCanMendTakesNoTries() {
        dead.failSends(MANY, new RecordTooLargeException("too large"));
        ConsumerGroup group = start(givingUp(LastResort.hold()));
        send("k", "bad");

        kafka.advance(Duration.ofSeconds(2));

        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThat(group.counts().deadLetterFailures()).isEqualTo(1);
    }

    @Test
    void aRebalanceWaitsForDeadLettersOnTheirWay() {
        dead.delaySends(Duration.ofSeconds(3));
        start(givingUp(LastResort.hold()));
        send("k", "bad");
        kafka.run();

        billing.revoke("orders", 0);
        kafka.advance(Duration.ofSeconds(4));

        assertThat(committed()).isEqualTo(1);
        assertThat(dead.values()).containsExactly("bad");
    }
}
