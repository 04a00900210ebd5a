package dev.leat.benchmarks.plan;

/** Somebody wants to run what there is not; the message lists what there is. */
public final class ChoiceException extends RuntimeException {
    ChoiceException(String message) {
        super(message);
    }
}
