package dev.leat.flow.definition;

import java.time.Duration;
import java.util.Optional;

/**
 * A state that lasts for some time. Either {@code duration} or {@code until} is there.
 *
 * @param duration from entering the state
 * @param until where the moment is, a text in ISO 8601; one in the past is over at once
 * @param to where it leads then; without it the event {@value Flow#TIMEOUT} happens
 * @since 0.1
 */
public record Wait(Optional<Duration> duration, Optional<Expression> until, Optional<Target> to) {}
