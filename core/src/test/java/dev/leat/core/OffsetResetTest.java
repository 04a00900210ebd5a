package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.internal.Origin;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OffsetResetTest {
    @Test
    void whereKafkaItselfResetsNothingIsPassedOver() {
        assertThat(OffsetReset.of(null)).isEqualTo(new OffsetReset(new Origin.Earliest(), "earliest"));
        assertThat(OffsetReset.of("earliest")).isEqualTo(new OffsetReset(new Origin.Earliest(), "earliest"));
        assertThat(OffsetReset.of("latest")).isEqualTo(new OffsetReset(new Origin.Latest(), "earliest"));
        assertThat(OffsetReset.of("by_duration:PT36H"))
                .isEqualTo(new OffsetReset(new Origin.Ago(Duration.ofHours(36)), "earliest"));
    }

    @Test
    void whoWantsAFailureGetsIt() {
        assertThat(OffsetReset.of("none")).isEqualTo(new OffsetReset(new Origin.Nowhere(), "none"));
    }
}
