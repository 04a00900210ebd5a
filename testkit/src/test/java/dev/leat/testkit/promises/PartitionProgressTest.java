package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Ordering;
import dev.leat.core.PartitionProgress;
import dev.leat.core.Serde;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PartitionProgressTest extends Promises {
    private final Halt halt = halt();

    private ConsumerGroup haltingAt(Ordering ordering, String value) {
        return start(group().ordering(ordering).concurrency(4).on("orders", Serde.text(), message -> {
            see(message);
            if (message.value().equals(value)) {
                halt.here();
            }
        }));
    }

    private static PartitionProgress first(ConsumerGroup group) throws InterruptedException {
        return group.progress(SECOND).orElseThrow().stream()
                .filter(one -> one.partition() == 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aGroupThatDoesNotRunHasNone() throws InterruptedException {
        ConsumerGroup group = group().on("orders", Serde.text(), this::see).build();

        assertThat(group.progress(SECOND)).contains(List.of());
    }

    @Test
    void whenAllIsDoneThereIsNoLagAndNothingStands() throws InterruptedException {
        ConsumerGroup group = haltingAt(Ordering.PARTITION, "none");
        sendEach("a", "b");
        kafka.advance(MINUTE);

        PartitionProgress now = first(group);

        assertThat(now.topic()).isEqualTo("orders");
        assertThat(now.next()).isEqualTo(2);
        assertThat(now.lag()).isEqualTo(OptionalLong.of(0));
        assertThat(now.lagTime()).contains(Duration.ZERO);
        assertThat(now.inHand()).isZero();
        assertThat(now.standing()).isZero();
        assertThat(now.key()).isEmpty();
    }

    @Test
    void aRecordThatIsNotDoneIsNamedWithItsAge() throws InterruptedException {
        ConsumerGroup group = haltingAt(Ordering.KEY, "stuck");
        kafka.run();
        Instant before = kafka.now();
        send("quick", "a");
        send("slow", "stuck", "behind");
        send("quick", "b", "c");
        kafka.advance(MINUTE);

        PartitionProgress now = first(group);

        assertThat(now.next()).isEqualTo(1);
        assertThat(now.lag()).isEqualTo(OptionalLong.of(4));
        assertThat(now.inHand()).isEqualTo(2);
        assertThat(now.key()).contains("slow");
        assertThat(now.standing()).isBetween(MINUTE.minusSeconds(1), Duration.between(before, kafka.now()));
        assertThat(now.lagTime()).contains(Duration.between(before, kafka.now()));
        assertThat(now.toString()).doesNotContain("slow");

        halt.release();
        kafka.run();
        assertThat(first(group).standing()).isZero();
        assertThat(first(group).lag()).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void aRecordThatIsTriedAgainAndAgainStands() throws InterruptedException {
        ConsumerGroup group =
                start(group().ordering(Ordering.KEY).retry(EACH_MINUTE).on("orders", Serde.text(), m -> {
                    if (m.value().equals("poison")) {
                        throw new IllegalStateException("never");
                    }
                }));
        send("bad", "poison");
        send("good", "a");
        kafka.advance(Duration.ofMinutes(10));

        PartitionProgress now = first(group);

        assertThat(now.key()).contains("bad");
        assertThat(now.standing()).isGreaterThan(Duration.ofMinutes(9));
    }

    @Test
    void whatIsPausedStandsAndSaysSo() throws InterruptedException {
        ConsumerGroup group = haltingAt(Ordering.PARTITION, "none");
        kafka.run();
        group.pause();
        kafka.run();
        sendEach("a");
        kafka.advance(MINUTE);

        assertThat(first(group).paused()).isTrue();
        assertThat(first(group).lag()).isEqualTo(OptionalLong.of(1));
    }
}
