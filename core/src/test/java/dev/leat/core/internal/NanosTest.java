package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class NanosTest {
    @Test
    void durationsAreWhatTheyAre() {
        assertThat(Nanos.of(Duration.ofMillis(3))).isEqualTo(3_000_000);
        assertThat(Nanos.of(Duration.ZERO)).isZero();
    }

    @Test
    void aDeadlineCountedFromAnyMomentLiesAhead() {
        long farAhead = Nanos.of(ChronoUnit.FOREVER.getDuration());

        for (long now : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
            long deadline = now + farAhead;
            assertThat(deadline - now).isEqualTo(farAhead).isPositive();
        }
    }

    @Test
    void negativeIsNoTimeAtAll() {
        assertThat(Nanos.of(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
    }
}
