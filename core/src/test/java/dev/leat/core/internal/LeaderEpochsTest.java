package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaderEpochsTest {
    private final LeaderEpochs epochs = new LeaderEpochs(10, Optional.of(3));

    @Test
    void aFrontierHasTheEpochOfTheRecordBelowIt() {
        epochs.note(records(10, 3, 3, 4, 4, 6));

        assertThat(epochs.newest()).contains(6);
        assertThat(epochs.below(10)).contains(3);
        assertThat(epochs.below(12)).contains(3);
        assertThat(epochs.below(13)).contains(4);
        assertThat(epochs.below(14)).contains(4);
        assertThat(epochs.below(15)).contains(6);
        assertThat(epochs.below(1_000)).contains(6);
    }

    @Test
    void aChangeBetweenTwoPollsIsOneToo() {
        epochs.note(records(10, 4));
        epochs.note(records(11, 5));
        epochs.note(List.of());

        assertThat(epochs.below(10)).contains(3);
        assertThat(epochs.below(11)).contains(4);
        assertThat(epochs.below(12)).contains(5);
    }

    @Test
    void recordsWithoutAnEpochHaveNone() {
        epochs.note(records(10, null, null));

        assertThat(epochs.below(11)).isEmpty();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(long from, @Nullable Integer... epochs) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Integer epoch : epochs) {
            records.add(new ConsumerRecord<>(
                    "t",
                    0,
                    from + records.size(),
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    new byte[0],
                    new byte[0],
                    new RecordHeaders(),
                    Optional.ofNullable(epoch)));
        }
        return records;
    }
}
