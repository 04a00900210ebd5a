package dev.leat.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Ordering;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing is lost, and all else that Leat promises holds, while members join, leave, freeze and die and the broker stops and starts.
 *
 * <p>{@code -Dleat.chaos.time=PT30M} for longer, {@code -Dleat.chaos.seed=17} for the same blows again (their effects still depend on
 * the machine), {@code -Dleat.chaos.ordering=PARTITION} for another order than the one the seed draws.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGSTOP")
class ChaosIT {
    private static final Path FOLDER = Path.of("target", "chaos");

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void allPromisesHoldWhileMembersComeGoFreezeAndDieAndTheBrokerStopsAndStarts(String protocol) throws Exception {
        long seed = Wishes.seed();
        Duration time = Duration.parse(Wishes.of("time").orElse("PT20S"));
        Ordering ordering = Wishes.of("ordering").map(Ordering::valueOf).orElseGet(() -> drawn(seed));

        Run run = new Run(Trade.HANDLERS, protocol, ordering, seed, FOLDER.resolve(protocol));
        Findings findings = run.through(storm -> storm.rage(time));

        assertThat(findings.isEmpty()).as("%s", findings).isTrue();
    }

    private static Ordering drawn(long seed) {
        int tenth = new Random(seed).nextInt(10);
        return tenth < 6 ? Ordering.KEY : tenth < 9 ? Ordering.PARTITION : Ordering.UNORDERED;
    }
}
