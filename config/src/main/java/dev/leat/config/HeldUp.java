package dev.leat.config;

import java.time.Duration;

/**
 * A version that does not come into force, or is not told, because a listener takes its time. What was in force before stays so until all have prepared.
 *
 * @param since for how long the listener has been at it
 * @since 0.1
 */
public record HeldUp(long version, Duration since) {}
