package dev.leat.flow.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When the command of a state is sent again. Either {@code attempts} or {@code within} is there.
 *
 * @param on events that mean failure; {@value Flow#TIMEOUT} is the state's timeout, whatever that leads to otherwise
 * @param attempts how many times it is sent, the first one among them
 * @param first the pause before the second attempt; one second unless said
 * @param factor by which each pause is longer than the one before; 2 unless said
 * @param max the longest pause; five minutes unless said
 * @param jitter the share of a pause that is left to chance, from 0 to 1; 0.2 unless said
 * @param within how long after the first attempt the last one may be
 * @param then where it leads when they are used up; without it the last failure is taken as if there were no retry
 * @since 0.1
 */
public record Retry(
        List<String> on,
        OptionalInt attempts,
        Duration first,
        double factor,
        Duration max,
        double jitter,
        Optional<Duration> within,
        Optional<Target> then) {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final double FACTOR = 2;
    static final Duration MAX = Duration.ofMinutes(5);
    static final double JITTER = 0.2;

    public Retry {
        on = List.copyOf(on);
    }
}
