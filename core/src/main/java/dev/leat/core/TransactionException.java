package dev.leat.core;

import org.jspecify.annotations.Nullable;

/**
 * A transaction has failed, and nothing of it is seen by others; or nobody knows whether it has, because Kafka did not answer at its end. In a group
 * such failures are no failures of the messages: they are tried again until they succeed, after having looked what is committed.
 */
public final class TransactionException extends LeatException {
    private static final long serialVersionUID = 1;

    TransactionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
