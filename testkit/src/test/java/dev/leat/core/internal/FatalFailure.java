package dev.leat.core.internal;

/** A failure that is not tried again, where anything else is said to follow. */
final class FatalFailure extends RuntimeException {
    FatalFailure() {
        super("fatal", null, false, false);
    }
}
