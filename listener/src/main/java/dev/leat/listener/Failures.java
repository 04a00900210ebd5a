package dev.leat.listener;

import org.jspecify.annotations.Nullable;

/** What several methods have failed with for one message. Thread-safe. */
final class Failures {
    private @Nullable Throwable first; // guarded by this

    synchronized void add(Throwable failure) {
        if (first == null) {
            first = failure;
        } else if (first != failure) {
            first.addSuppressed(failure);
        }
    }

    /** A refusal counts last: it gives the message up, and a failure of another method may be tried again. Null for none. */
    synchronized @Nullable Throwable ofAll(Progress.Settled settled) {
        return first != null ? first : settled.refusal();
    }

    /** Handlers may throw exceptions and errors; anything else is a trick, and gets wrapped. */
    static Exception thrown(Throwable failure) {
        if (failure instanceof Exception exception) {
            return exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a listener threw what is neither Exception nor Error", failure);
    }
}
