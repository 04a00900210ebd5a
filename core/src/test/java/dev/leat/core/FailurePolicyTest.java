package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.internal.Disposition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private static final ConsumerRecord<byte[], byte[]> RECORD =
            new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[0]);

    @Test
    void withoutALimitARecordIsNeverGivenUp() {
        FailurePolicy policy = new FailurePolicy(
                Retry.exponential(Duration.ofMillis(1)), List.of(), List.of(), List.of(), Disposition.DEAD_LETTER);

        assertThat(policy.after(RECORD, 1_000_000, new IllegalStateException())).isInstanceOf(Disposition.Retry.class);
    }

    @Test
    void theLastAttemptIsFollowedByWhatTheGroupHasChosen() {
        FailurePolicy policy = new FailurePolicy(
                Retry.fixed(Duration.ofMillis(1)).attempts(3), List.of(), List.of(), List.of(), Disposition.SKIP);

        assertThat(policy.after(RECORD, 2, new IllegalStateException())).isInstanceOf(Disposition.Retry.class);
        assertThat(policy.after(RECORD, 3, new IllegalStateException())).isSameAs(Disposition.SKIP);
    }

    @Test
    void fatalFailuresAndTheirWrappersAreGivenUpAtOnce() {
        FailurePolicy policy = new FailurePolicy(
                Retry.exponential(Duration.ofMillis(1)),
                List.of(IllegalArgumentException.class),
                List.of(),
                List.of(),
                Disposition.DEAD_LETTER);

        assertThat(policy.after(RECORD, 1, new RuntimeException(new IllegalArgumentException())))
                .isSameAs(Disposition.DEAD_LETTER);
        assertThat(policy.after(RECORD, 1, new SerdeException("poison"))).isSameAs(Disposition.DEAD_LETTER);
        assertThat(policy.after(RECORD, 1, new IllegalStateException())).isInstanceOf(Disposition.Retry.class);
    }

    @Test
    void aTombstoneForAHandlerThatWantsAValueIsGivenUpAtOnce() {
        FailurePolicy policy = new FailurePolicy(
                Retry.exponential(Duration.ofMillis(1)), List.of(), List.of(), List.of(), Disposition.DEAD_LETTER);

        assertThat(policy.after(RECORD, 1, new TombstoneException(new RecordId("t", 0, 0))))
                .isSameAs(Disposition.DEAD_LETTER);
    }

    @Test
    void aRetryableCauseWinsOverAFatalWrapper() {
        FailurePolicy policy = new FailurePolicy(
                Retry.exponential(Duration.ofMillis(1)),
                List.of(IllegalArgumentException.class),
                List.of(UncheckedIOException.class),
                List.of(),
                Disposition.DEAD_LETTER);
        UncheckedIOException registryDown = new UncheckedIOException(new IOException("refused"));

        assertThat(policy.after(RECORD, 1, new SerdeException("no schema", registryDown)))
                .isInstanceOf(Disposition.Retry.class);
        assertThat(policy.after(RECORD, 1, new IllegalArgumentException(registryDown)))
                .isInstanceOf(Disposition.Retry.class);
        assertThat(policy.after(RECORD, 1, new SerdeException("no schema"))).isSameAs(Disposition.DEAD_LETTER);
    }

    @Test
    void aVetoKeepsTheRecordWhateverElseIsSaid() {
        FailurePolicy policy = new FailurePolicy(
                Retry.none(),
                List.of(IllegalArgumentException.class),
                List.of(),
                List.of(IllegalStateException.class),
                Disposition.SKIP);

        assertThat(policy.after(RECORD, 1, new RuntimeException("any other"))).isSameAs(Disposition.SKIP);
        assertThat(policy.after(RECORD, 1, new IllegalArgumentException(new IllegalStateException())))
                .isInstanceOf(Disposition.Retry.class);
        Disposition later = policy.after(RECORD, 100, new IllegalStateException());
        assertThat(later)
                .isInstanceOfSatisfying(
                        Disposition.Retry.class,
                        retry -> assertThat(retry.pause()).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(30)));
    }

    @Test
    void nothingIsGivenUpUnasked() {
        FailurePolicy policy =
                new FailurePolicy(Retry.exponential(Duration.ofMillis(1)), List.of(), List.of(), List.of(), null);

        assertThat(policy.after(RECORD, 1, new SerdeException("poison"))).isInstanceOf(Disposition.Retry.class);
    }
}
