package dev.leat.core.internal;

/** A failure that may be gone at the next attempt. */
final class PassingFailure extends RuntimeException {
    PassingFailure() {
        super("passing", null, false, false);
    }
}
