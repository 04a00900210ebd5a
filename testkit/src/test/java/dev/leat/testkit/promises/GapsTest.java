package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Retry;
import dev.leat.core.Serde;
import org.junit.jupiter.api.Test;

/** Offsets without records, as compaction and transactions leave them. */
class GapsTest extends Promises {
    /** More offsets than are kept in mind of a partition. */
    private static final int LONGER_THAN_A_WINDOW = 1_500_000;

    @Test
    void aGapLongerThanTheWindowInsideOnePollHidesNoRecordBeforeIt() {
        send("k", "before", "fails once");
        orders.partition(0).skip(LONGER_THAN_A_WINDOW);
        send("k", "after");
        start(group().retry(Retry.fixed(MINUTE)).on("orders", Serde.text(), message -> {
            see(message);
            if (message.value().equals("fails once") && message.attempt() == 1) {
                throw new IllegalStateException("once");
            }
        }));

        awaitCommit();
        assertThat(committed()).isEqualTo(1);
        kafka.advance(MINUTE);
        awaitCommit();

        assertThat(seen).containsExactly("before", "fails once", "fails once", "after");
        assertThat(committed()).isEqualTo(LONGER_THAN_A_WINDOW + 3);
    }
}
