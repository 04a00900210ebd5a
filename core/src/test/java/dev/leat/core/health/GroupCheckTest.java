package dev.leat.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.PartitionProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GroupCheckTest {
    private static PartitionProgress partition(int number, OptionalLong lag, Duration late) {
        return new PartitionProgress(
                "orders", number, 5, lag, Optional.of(late), 0, Duration.ZERO, false, Optional.empty());
    }

    @Test
    void whatIsBehindIsAddedUp() {
        List<PartitionProgress> all = List.of(
                partition(0, OptionalLong.of(3), Duration.ofSeconds(2)),
                partition(1, OptionalLong.of(4), Duration.ofSeconds(9)));

        assertThat(GroupCheck.summary(all)).isEqualTo("consuming 2 partitions, 7 records and 9 s behind");
    }

    @Test
    void whereTheEndOfALogIsNotKnownYetNobodyIsSaidToBeThere() {
        List<PartitionProgress> all = List.of(
                partition(0, OptionalLong.empty(), Duration.ZERO), partition(1, OptionalLong.of(0), Duration.ZERO));

        assertThat(GroupCheck.summary(all))
                .isEqualTo("consuming 2 partitions, lag of 1 not known yet, the others 0 records and 0 s behind");
        assertThat(GroupCheck.summary(all.subList(0, 1))).isEqualTo("consuming 1 partition, lag not known yet");
    }
}
