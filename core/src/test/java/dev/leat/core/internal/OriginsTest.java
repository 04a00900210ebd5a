package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OriginsTest {
    private static final Instant STARTED = Instant.parse("2026-11-21T10:00:00Z");
    private static final Origin A_MINUTE_BEFORE = new Origin.At(STARTED.minus(Origins.MARGIN));

    private final Origins origins = new Origins(STARTED);

    @Test
    void latestIsTheEndOnlyForWhatAGroupFindsFirst() {
        assertThat(origins.now(new Origin.Latest(), () -> true)).isEqualTo(new Origin.Latest());

        origins.assigned();

        assertThat(origins.now(new Origin.Latest(), () -> true)).isEqualTo(A_MINUTE_BEFORE);
    }

    @Test
    void aNewMemberDoesNotTakeANewPartitionOfAnOldGroupForTheGroupsFirst() {
        assertThat(origins.now(new Origin.Latest(), () -> false)).isEqualTo(A_MINUTE_BEFORE);
    }

    @Test
    void agesCountFromTheGroupsStartHoweverLateAPartitionTurnsUp() {
        origins.assigned();

        assertThat(origins.now(new Origin.Ago(Duration.ofHours(2)), () -> true))
                .isEqualTo(new Origin.At(Instant.parse("2026-11-21T08:00:00Z")));
    }

    @Test
    void anAgeBeforeAllTimesIsTheWholeLog() {
        assertThat(origins.now(new Origin.Ago(Duration.ofSeconds(Long.MAX_VALUE)), () -> true))
                .isEqualTo(new Origin.At(Instant.EPOCH));
    }

    @Test
    void othersAreWhatTheyAre() {
        origins.assigned();

        assertThat(origins.now(new Origin.Earliest(), () -> true)).isEqualTo(new Origin.Earliest());
        assertThat(origins.now(new Origin.At(STARTED), () -> true)).isEqualTo(new Origin.At(STARTED));
        assertThat(origins.now(new Origin.Nowhere(), () -> true)).isEqualTo(new Origin.Nowhere());
    }
}
