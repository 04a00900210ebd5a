package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The engine's promises under everything that may happen at once, in an order drawn from a seed.
 *
 * <p>{@code -Dleat.storm.steps=N} goes on for longer. A failure names the seed of its storm; {@code -Dleat.storm.seed=N} begins with
 * that, and {@code -Dleat.storm.lines=N} shows more of what happened before.
 */
class StormTest {
    private static final int STEPS_A_STORM = 1_200;

    private static final long FIRST_SEED = Long.getLong("leat.storm.seed", 1);
    private static final int STEPS = Integer.getInteger("leat.storm.steps", 60_000);

    @Test
    void allPromisesHoldWhateverHappens() {
        long calls = 0;
        for (int storms = 0; storms * STEPS_A_STORM < STEPS; storms++) {
            calls += outlast(StormPlan.of(FIRST_SEED + storms)).calls();
        }

        assertThat(calls)
                .as("calls of handlers: a storm that stops all work would prove nothing")
                .isGreaterThan(STEPS / 4);
    }

    @Test
    void aSeedAlwaysMakesTheSameStorm() {
        StormPlan plan = StormPlan.of(FIRST_SEED + 4);

        long first = outlast(plan).trace().hash();
        long second = outlast(plan).trace().hash();

        assertThat(second).isEqualTo(first);
    }

    static Storm outlast(StormPlan plan) {
        int step = 0;
        try (Storm storm = new Storm(plan)) {
            try {
                while (step < STEPS_A_STORM) {
                    step++;
                    storm.step();
                }
                storm.calm();
                return storm;
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        e.getMessage() + "\nin step " + step + " of the storm of -Dleat.storm.seed=" + plan.seed()
                                + ", " + plan + "; the last that happened:\n" + storm.trace(),
                        e);
            }
        }
    }
}
