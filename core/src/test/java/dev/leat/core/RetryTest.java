package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long a failed record waits. */
class RetryTest {
    @Test
    void pausesDoubleUpToTheLimitAndStayWithinTheirUpperFifth() {
        Retry retry = Retry.exponential(Duration.ofMillis(200)).max(Duration.ofSeconds(2));

        for (int attempt = 1; attempt < 2_000; attempt++) {
            double full = Math.min(2_000, 200 * Math.pow(2, attempt - 1));
            assertThat(retry.pauseAfter(attempt, attempt).toNanos() / 1e6).isBetween(0.8 * full, full);
        }
    }

    @Test
    void recordsThatFailedTogetherDoNotComeBackTogether() {
        Retry retry = Retry.fixed(Duration.ofSeconds(10));
        Set<Duration> pauses = new HashSet<>();

        for (int offset = 0; offset < 100; offset++) {
            pauses.add(retry.pauseAfter(1, offset));
        }

        assertThat(pauses).hasSizeGreaterThan(90);
        assertThat(retry.pauseAfter(1, 5)).isEqualTo(retry.pauseAfter(1, 5));
    }

    @Test
    void impossibleValuesAreRefused() {
        assertThatThrownBy(() -> Retry.fixed(Duration.ZERO)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> Retry.none().attempts(0)).hasMessageContaining("attempts is 0");
        assertThatThrownBy(() -> Retry.fixed(Duration.ofSeconds(2)).max(Duration.ofSeconds(1)))
                .hasMessageContaining("shorter");
    }
}
