package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.internal.Disposition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** How long a failed record waits, and what follows when it has no attempts left. */
class RetryTest {
    private static final ConsumerRecord<byte[], byte[]> RECORD =
            new ConsumerRecord<>("orders", 0, 7, new byte[0], new byte[0]);

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
    void withoutALimitARecordIsNeverGivenUp() {
        FailurePolicy policy =
                new FailurePolicy(Retry.exponential(Duration.ofMillis(1)), List.of(), Disposition.DEAD_LETTER);

        assertThat(policy.after(RECORD, 1_000_000, new IllegalStateException())).isInstanceOf(Disposition.Retry.class);
    }

    @Test
    void theLastAttemptIsFollowedByWhatTheGroupHasChosen() {
        FailurePolicy policy =
                new FailurePolicy(Retry.fixed(Duration.ofMillis(1)).attempts(3), List.of(), Disposition.SKIP);

        assertThat(policy.after(RECORD, 2, new IllegalStateException())).isInstanceOf(Disposition.Retry.class);
        assertThat(policy.after(RECORD, 3, new IllegalStateException())).isSameAs(Disposition.SKIP);
    }

    @Test
    void fatalFailuresAndTheirWrappersAreGivenUpAtOnce() {
        FailurePolicy policy = new FailurePolicy(
                Retry.exponential(Duration.ofMillis(1)),
                List.of(IllegalArgumentException.class),
                Disposition.DEAD_LETTER);

        assertThat(policy.after(RECORD, 1, new RuntimeException(new IllegalArgumentException())))
                .isSameAs(Disposition.DEAD_LETTER);
        assertThat(policy.after(RECORD, 1, new SerdeException("poison"))).isSameAs(Disposition.DEAD_LETTER);
        assertThat(policy.after(RECORD, 1, new IllegalStateException())).isInstanceOf(Disposition.Retry.class);
    }

    @Test
    void nothingIsGivenUpUnasked() {
        FailurePolicy policy = new FailurePolicy(Retry.exponential(Duration.ofMillis(1)), List.of(), null);

        assertThat(policy.after(RECORD, 1, new SerdeException("poison"))).isInstanceOf(Disposition.Retry.class);
    }

    @Test
    void impossibleValuesAreRefused() {
        assertThatThrownBy(() -> Retry.fixed(Duration.ZERO)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> Retry.none().attempts(0)).hasMessageContaining("attempts is 0");
        assertThatThrownBy(() -> Retry.fixed(Duration.ofSeconds(2)).max(Duration.ofSeconds(1)))
                .hasMessageContaining("shorter");
    }
}
