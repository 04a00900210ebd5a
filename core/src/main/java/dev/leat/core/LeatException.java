package dev.leat.core;

import org.jspecify.annotations.Nullable;

/** The root of all exceptions that Leat throws of its own. Unchecked; the message says what failed, where, and what to do. */
public abstract class LeatException extends RuntimeException {
    protected LeatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
