package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What live configuration promises, under everything that may happen at once, in an order drawn from a seed: no instance ever has a version in force that its checks do not let pass, none
 * goes back, all end on the same, and the history tells each step once.
 *
 * <p>{@code -Dleat.config.steps=N} goes on for longer. A failure names the seed of its storm; {@code -Dleat.config.seed=N} begins with that, and {@code -Dleat.config.lines=N} shows more of
 * what happened before.
 */
class ConfigStormTest {
    private static final int STEPS_A_STORM = 300;

    private static final long FIRST_SEED = Long.getLong("leat.config.seed", 1);
    private static final int STEPS = Integer.getInteger("leat.config.steps", 2_400);

    @TempDir
    private Path folder;

    @Test
    void allPromisesHoldWhateverHappens() {
        Map<String, Integer> happened = new HashMap<>();
        long published = 0;
        long bad = 0;
        int changes = 0;
        for (int storms = 0; storms * STEPS_A_STORM < STEPS; storms++) {
            ConfigStorm storm = outlast(FIRST_SEED + storms);
            storm.happened().forEach((what, times) -> happened.merge(what, times, Integer::sum));
            published += storm.ledger().done();
            bad += storm.ledger().notForAll();
            changes += storm.changes();
        }

        System.out.println("storms from seed " + FIRST_SEED + ": " + published + " published, of which " + bad
                + " not good for all, " + changes + " calls of listeners; " + happened);
        assertThat(published)
                .as("published: a storm that lets nobody do anything would prove nothing")
                .isGreaterThan(STEPS / 5);
        assertThat(bad).as("not good for all").isGreaterThan(published / 5);
        assertThat(changes).as("calls of listeners").isGreaterThan(STEPS / 5);
        assertThat(happened)
                .containsKeys(
                        "start",
                        "close",
                        "kill",
                        "kill of a writer",
                        "stop",
                        "hour",
                        "made anew",
                        "lost answers",
                        "failed sends",
                        "rubbish",
                        "compaction",
                        "disk",
                        "mood",
                        "hang",
                        "rest");
    }

    @Test
    void aSeedAlwaysMakesTheSameStorm() {
        assertThat(outlast(FIRST_SEED + 3).hash())
                .isEqualTo(outlast(FIRST_SEED + 3).hash());
    }

    private ConfigStorm outlast(long seed) {
        int step = 0;
        try (ConfigStorm storm = new ConfigStorm(seed, folder.resolve(seed + "-" + System.nanoTime()))) {
            try {
                while (step < STEPS_A_STORM) {
                    step++;
                    storm.step();
                }
                storm.calm();
                return storm;
            } catch (AssertionError | Exception e) {
                throw new AssertionError(
                        e.getMessage() + "\nin step " + step + " of the storm of -Dleat.config.seed=" + seed
                                + "; the last that happened:\n" + storm.lastOfAll(),
                        e);
            }
        }
    }
}
