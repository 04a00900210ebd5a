package dev.leat.it.chaos;

/**
 * A committed offset as it was seen.
 *
 * @param nanos when the answer was there; it was committed before that
 */
record Commit(long nanos, int partition, long offset) {}
