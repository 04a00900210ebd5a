package dev.leat.flow.core;

import java.time.Instant;
import java.util.Optional;

/**
 * An event, or the end of a child, that came too early or in a pause.
 *
 * @param until when it becomes a dead letter if there is still no use for it; empty if it came in a pause, whose end it waits for
 * @since 0.1
 */
public record KeptInput(Input input, Optional<Instant> until) {}
