package dev.leat.examples.orders;

import dev.leat.core.LeatException;
import org.jspecify.annotations.Nullable;

/** The demo cannot go on: a topic cannot be made or read, or processing has come to a halt. */
public final class OrdersException extends LeatException {
    OrdersException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
