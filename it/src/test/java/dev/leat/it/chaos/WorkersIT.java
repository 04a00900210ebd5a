package dev.leat.it.chaos;

import static dev.leat.it.chaos.Storm.Blow.FREEZE_LONG;
import static dev.leat.it.chaos.Storm.Blow.FREEZE_SHORT;
import static dev.leat.it.chaos.Storm.Blow.KILL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Ordering;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link ChaosIT} is for handlers, for workers of sagas: no command is lost, those of a saga are handled in their order, and each has
 * an event at least once, in that order, always with the same id.
 *
 * <p>Without tags a few blows; with {@code -Psoak} all that there are, for {@code -Dleat.soak.time}. {@code -Dleat.chaos.seed} and {@code
 * -Dleat.chaos.ordering} are as there.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGSTOP")
class WorkersIT {
    private static final Path FOLDER = Path.of("target", "chaos");

    @Test
    void workersLoseNoCommandAndAnswerInTheOrderOfTheSagaWhileTheyFreezeAndDie() throws Exception {
        long seed = Wishes.seed();
        String protocol = new Random(seed).nextBoolean() ? "classic" : "consumer";

        // The long one first, so that the others come while it lasts.
        allPromisesHold(protocol, seed, storm -> storm.rage(List.of(FREEZE_LONG, KILL, FREEZE_SHORT)));
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void theSameForLongerWhileTheBrokerStopsAndStarts(String protocol) throws Exception {
        Duration time = Duration.parse(System.getProperty("leat.soak.time", "PT60S"));

        allPromisesHold(protocol, Wishes.seed(), storm -> storm.rage(time));
    }

    private static void allPromisesHold(String protocol, long seed, Run.Weather weather) throws Exception {
        Ordering ordering = Wishes.of("ordering").map(Ordering::valueOf).orElse(Ordering.KEY);
        Run run = new Run(Trade.WORKERS, protocol, ordering, seed, FOLDER.resolve("workers-" + protocol));

        Findings findings = run.through(weather);

        assertThat(findings.isEmpty()).as("%s", findings).isTrue();
    }
}
