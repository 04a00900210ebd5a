package dev.leat.listener;

import dev.leat.core.SerdeException;
import dev.leat.core.TombstoneException;
import org.jspecify.annotations.Nullable;

/** What several methods have failed with for one message, and which of that counts. Thread-safe. */
final class Failures {
    private static final int DEEPEST = 100;

    private @Nullable Throwable first; // guarded by this
    private @Nullable Throwable hopeless; // guarded by this

    synchronized void add(Throwable failure) {
        if (isHopeless(failure)) {
            hopeless = joined(hopeless, failure);
        } else {
            first = joined(first, failure);
        }
    }

    private static Throwable joined(@Nullable Throwable before, Throwable failure) {
        if (before == null) {
            return failure;
        }
        if (before != failure) {
            before.addSuppressed(failure);
        }
        return before;
    }

    /** What the engine gives up at once, whoever else has failed. */
    private static boolean isHopeless(Throwable failure) {
        int depth = 0; // causes may go round
        for (Throwable cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            if (cause instanceof SerdeException || cause instanceof TombstoneException) {
                return true;
            }
        }
        return false;
    }

    /**
     * What cannot be read, or was refused, counts last: it gives the message up, and a failure of another method may be tried again before. Null for
     * none.
     */
    synchronized @Nullable Throwable ofAll(Progress.Settled settled) {
        return first != null ? first : hopeless != null ? hopeless : settled.refusal();
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
