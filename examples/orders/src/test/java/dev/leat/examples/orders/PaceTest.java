package dev.leat.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
    @Test
    void spacesLinesEvenlyAndMakesUpForWhatWasMissed() {
        Pace pace = new Pace(10, 0);

        assertThat(pace.next(0)).isZero();
        assertThat(pace.next(0)).isEqualTo(Duration.ofMillis(100));
        assertThat(pace.next(Duration.ofSeconds(1).toNanos())).isZero();
        assertThat(pace.next(0)).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void zeroIsAsFastAsCanBe() {
        Pace pace = new Pace(0, 0);

        assertThat(pace.next(0)).isZero();
        assertThat(pace.next(0)).isZero();
    }
}
