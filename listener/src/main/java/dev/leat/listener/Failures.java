package dev.leat.listener;

import dev.leat.core.Message;
import dev.leat.core.SerdeException;
import dev.leat.core.TombstoneException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What several methods have failed with for one message, and which of that counts. Thread-safe. */
final class Failures {
    private static final int DEEPEST = 100;

    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.listener");

    private final Message<?, ?> message;
    private @Nullable Throwable first; // guarded by this
    private @Nullable Throwable hopeless; // guarded by this

    Failures(Message<?, ?> message) {
        this.message = message;
    }

    /** The engine is told of one alone, so the others are logged: at the first attempt as a warning, then at debug. */
    synchronized void add(Throwable failure, Place listener) {
        if (first != null || hopeless != null) {
            LOG.atLevel(message.attempt() == 1 ? Level.WARN : Level.DEBUG)
                    .setCause(failure)
                    .log("record={} has failed at another listener too, {}", message.id(), listener);
        }
        if (isHopeless(failure)) {
            hopeless = hopeless == null ? failure : hopeless;
        } else {
            first = first == null ? failure : first;
        }
    }

    /** Whether there is one that may be tried again. */
    synchronized boolean isPassing() {
        return first != null;
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
