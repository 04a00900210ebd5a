package dev.leat.examples.saga;

/**
 * How far a run is, for whoever watches it.
 *
 * @param expected sagas altogether
 * @param placed sagas that the shop has begun
 * @param ended sagas that the script knows the end of
 */
public record SagaProgress(int expected, int placed, int ended) {
    /** Between 0 and 1. */
    public double share() {
        return expected == 0 ? 1 : (double) ended / expected;
    }
}
