package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofMillis(1000), 7);

    @Test
    void pausesDoubleUpToTheLimitAndStayThere() {
        assertInUpperFifth(backoff.after(SHORT), 200);
        assertInUpperFifth(backoff.after(SHORT), 400);
        assertInUpperFifth(backoff.after(SHORT), 800);
        for (int i = 0; i < 100; i++) {
            assertInUpperFifth(backoff.after(SHORT), 1000);
        }
    }

    @Test
    void anAttemptThatLastedBeginsAnew() {
        backoff.after(SHORT);
        backoff.after(SHORT);

        assertInUpperFifth(backoff.after(Duration.ofSeconds(2)), 200);
        assertInUpperFifth(backoff.after(SHORT), 400);
    }

    @Test
    void twoProcessesDoNotPauseAlike() {
        Backoff other = new Backoff(Duration.ofMillis(200), Duration.ofMillis(1000), 8);

        assertThat(backoff.after(SHORT)).isNotEqualTo(other.after(SHORT));
    }

    private static void assertInUpperFifth(Duration pause, long fullMillis) {
        assertThat(pause).isBetween(Duration.ofMillis(fullMillis * 4 / 5), Duration.ofMillis(fullMillis));
    }
}
