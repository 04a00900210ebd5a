package dev.leat.embedded;

import org.jspecify.annotations.Nullable;

/**
 * Root of everything an embedded broker reports as failed.
 *
 * @since 0.1
 */
public abstract class EmbeddedException extends RuntimeException {

    EmbeddedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
