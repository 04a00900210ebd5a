package dev.leat.config;

import java.time.Instant;

/**
 * A version that an instance did not take.
 *
 * @param reason what was wrong with it
 * @since 0.1
 */
public record Rejection(long version, String reason, Instant time) {}
