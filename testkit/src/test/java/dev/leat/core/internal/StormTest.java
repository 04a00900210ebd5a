package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The engine's promises under everything that may happen at once, in an order drawn from a seed. {@code -Dleat.storm.steps=N} makes it
 * longer; {@code -Dleat.storm.seed=N} begins with that seed, as the message of a failure names it.
 */
class StormTest {
    private static final int STEPS_A_STORM = 1_200;

    private static final long FIRST_SEED = Long.getLong("leat.storm.seed", 1);
    private static final int STEPS = Integer.getInteger("leat.storm.steps", 108_000);

    @Test
    void allPromisesHoldWhateverHappens() {
        int calls = 0;
        long turns = 0;
        long begun = System.nanoTime();
        for (int storms = 0; storms * STEPS_A_STORM < STEPS; storms++) {
            Storm storm = outlast(StormPlan.of(FIRST_SEED + storms));
            calls += storm.calls();
            turns += storm.turns();
        }
        System.out.println(calls + " calls, " + turns + " turns " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        assertThat(calls).isGreaterThan(STEPS / 50);
    }

    @Test
    void aSeedAlwaysMakesTheSameStorm() {
        StormPlan plan = StormPlan.of(FIRST_SEED + 4);

        assertThat(outlast(plan).trace().hash()).isEqualTo(outlast(plan).trace().hash());
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
