package dev.leat.searchnode;

import org.jspecify.annotations.Nullable;

/**
 * A node that cannot be started, or be told what to do. The message says why, and what to do.
 *
 * @since 0.1
 */
public final class SearchNodeException extends RuntimeException {
    SearchNodeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
