package dev.leat.examples.saga;

import dev.leat.core.LeatException;
import org.jspecify.annotations.Nullable;

/** The demo cannot go on: a worker has ended, a topic cannot be read, or nothing moves any more. */
public final class SagaException extends LeatException {
    SagaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
