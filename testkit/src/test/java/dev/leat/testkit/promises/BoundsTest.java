package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Acknowledgement;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsTest extends Promises {
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();

    private void keep(Message<String, String> message, Acknowledgement acknowledgement) {
        acknowledgements.add(acknowledgement);
    }

    /** One record a poll, so that nothing comes on top. */
    private ConsumerGroupBuilder<String> keeping() {
        return group().ordering(Ordering.UNORDERED)
                .property("max.poll.records", 1)
                .onManual("orders", Serde.text(), Duration.ofHours(1), this::keep);
    }

    private void acknowledge(int number) {
        for (int i = 0; i < number; i++) {
            acknowledgements.remove(0).ack();
        }
    }

    @Test
    void aFullPartitionIsFetchedAgainWhenHalfIsDone() {
        start(keeping().maxUnfinished(10, 1 << 20));
        for (int i = 0; i < 100; i++) {
            send("k", "a");
        }
        kafka.advance(SECOND);
        assertThat(acknowledgements).hasSize(10);

        acknowledge(4);
        kafka.advance(SECOND);
        assertThat(acknowledgements).hasSize(6);
        acknowledge(1);
        kafka.advance(SECOND);

        assertThat(acknowledgements).hasSize(10);
    }

    @Test
    void bytesCountAsWellAsRecords() {
        start(keeping().maxUnfinished(1_000, 10_000));
        for (int i = 0; i < 100; i++) {
            send("k", "a".repeat(1_000));
        }

        kafka.advance(SECOND);

        assertThat(acknowledgements).hasSizeBetween(8, 10);
    }

    @Test
    void oneRecordLargerThanTheBoundIsHandledAllTheSame() {
        start(keeping().maxUnfinished(1_000, 10_000));
        send("k", "a".repeat(100_000), "b");

        kafka.advance(SECOND);
        assertThat(acknowledgements).hasSize(1);
        acknowledge(1);
        kafka.advance(SECOND);

        assertThat(acknowledgements).hasSize(1);
    }

    @Test
    void aFullPartitionStopsNoOther() {
        start(keeping().maxUnfinished(10, 1 << 20));
        for (int i = 0; i < 100; i++) {
            send("k", "a");
        }
        kafka.advance(SECOND);
        for (int i = 0; i < 5; i++) {
            orders.partition(1).send("k", "b");
        }

        kafka.advance(SECOND);

        assertThat(acknowledgements).hasSize(15);
    }
}
