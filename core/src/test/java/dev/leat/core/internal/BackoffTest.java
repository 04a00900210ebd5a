package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofMillis(1000));

    @Test
    void pausesDoubleUpToTheLimit() {
        assertThat(backoff.after(SHORT)).hasMillis(200);
        assertThat(backoff.after(SHORT)).hasMillis(400);
        assertThat(backoff.after(SHORT)).hasMillis(800);
        assertThat(backoff.after(SHORT)).hasMillis(1000);
        assertThat(backoff.after(SHORT)).hasMillis(1000);
    }

    @Test
    void aMembershipThatLastedBeginsAnew() {
        backoff.after(SHORT);
        backoff.after(SHORT);

        assertThat(backoff.after(Duration.ofSeconds(2))).hasMillis(200);
        assertThat(backoff.after(SHORT)).hasMillis(400);
    }
}
