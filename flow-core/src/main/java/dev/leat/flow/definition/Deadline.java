package dev.leat.flow.definition;

import java.time.Duration;

/**
 * For a saga as a whole, from its start.
 *
 * @param then where it goes if it has not ended by then
 * @since 0.1
 */
public record Deadline(Duration after, Target then) {}
