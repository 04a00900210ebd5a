package dev.leat.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final long START = 1_000;

    @Test
    void theFirstOnesGoAtOnceAndTheNextWhenTheyHaveHadTheirTime() {
        Pace pace = new Pace(10, START);

        assertThat(pace.waitNanos(5, START)).isZero();
        assertThat(pace.waitNanos(1, START)).isEqualTo(millis(500));
        assertThat(pace.waitNanos(1, START + millis(500))).isEqualTo(millis(100));
    }

    @Test
    void whatTookLongerIsNotMadeUpFor() {
        Pace pace = new Pace(10, START);
        pace.waitNanos(1, START);

        assertThat(pace.waitNanos(1, START + millis(5_000))).isZero();
        assertThat(pace.waitNanos(1, START + millis(5_000))).isEqualTo(millis(100));
    }

    @Test
    void withoutARateNobodyWaits() {
        Pace pace = new Pace(0, START);

        assertThat(pace.waitNanos(1_000, START)).isZero();
        assertThat(pace.waitNanos(1_000, START)).isZero();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
