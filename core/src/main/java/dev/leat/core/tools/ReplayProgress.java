package dev.leat.core.tools;

/**
 * How far a replay is.
 *
 * @param share of the letters that it has looked at, from 0 to 1
 * @param replayed letters that are in their topics; in a dry run, would be
 * @since 0.1
 */
public record ReplayProgress(double share, long replayed) {}
