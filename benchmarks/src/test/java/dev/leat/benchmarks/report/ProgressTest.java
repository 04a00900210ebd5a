package dev.leat.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    @Test
    void tellsRunRoundAndTimeLeft() {
        var plan = Sample.plan(100, "W2-1ms-100", "leat-key", "parallel-consumer-key-100");
        var progress = new Progress(plan);

        // 200 runs of 6.2 s.
        assertThat(progress.line(plan.steps().get(0), 0))
                .isEqualTo("[1/200] W2-1ms-100 leat-key, round 1 of 100, about 21 min left");
        // They take twice as long.
        assertThat(progress.line(
                        plan.steps().get(99), Duration.ofMillis(99 * 2 * 6_200).toNanos()))
                .isEqualTo("[100/200] W2-1ms-100 parallel-consumer-key-100, round 50 of 100, about 21 min left");
        assertThat(progress.line(
                        plan.steps().get(199), Duration.ofMillis(199 * 6_200).toNanos()))
                .endsWith("less than a minute left");
    }

    @Test
    void tellsOfSearches() {
        var plan = Sample.plan(1, "W5-60", "raw");

        assertThat(new Progress(plan).line(plan.steps().get(0), 0)).contains("W5-60 raw, search for its capacity,");
    }
}
