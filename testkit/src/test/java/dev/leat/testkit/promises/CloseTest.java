package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseTest extends Promises {
    private final Halt halt = halt();
    private final List<Instant> interrupted = new ArrayList<>();

    private ConsumerGroup startHalting() {
        return start(group().ordering(Ordering.KEY).concurrency(2).on("orders", Serde.text(), message -> {
            see(message);
            if (message.value().equals("halt")) {
                try {
                    halt.here();
                } catch (InterruptedException e) {
                    interrupted.add(kafka.now());
                    throw e;
                }
            }
        }));
    }

    @Test
    void itStartsNothingMoreAndCommitsWhatIsDone() {
        ConsumerGroup group = startHalting();
        send("k", "a");
        send("other", "halt", "waits");
        kafka.run();

        group.close(Duration.ofSeconds(20));

        assertThat(seen).containsExactlyInAnyOrder("a", "halt");
        assertThat(committed()).isEqualTo(1);
        assertThat(billing.members()).isEmpty();
        assertThat(group.failure()).isEmpty();
    }

    @Test
    void whatStillRunsAfterThreeQuartersOfTheTimeIsInterruptedAndStaysUncommitted() {
        ConsumerGroup group = startHalting();
        send("k", "halt");
        kafka.run();
        Instant before = kafka.now();

        group.close(Duration.ofSeconds(20));

        assertThat(interrupted).hasSize(1);
        assertThat(Duration.between(before, interrupted.get(0)))
                .isBetween(Duration.ofSeconds(15), Duration.ofMillis(15_100));
        assertThat(committed()).isLessThanOrEqualTo(0);
        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
    }

    @Test
    void itKeepsItsDeadlineWithTheBrokerAway() {
        ConsumerGroup group = startHalting();
        send("k", "a");
        kafka.run();
        kafka.stopBroker();
        Instant before = kafka.now();

        group.close(Duration.ofSeconds(20));

        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThat(Duration.between(before, kafka.now())).isLessThanOrEqualTo(Duration.ofSeconds(21));
    }
}
