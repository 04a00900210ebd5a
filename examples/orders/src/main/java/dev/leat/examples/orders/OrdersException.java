package dev.leat.examples.orders;

import dev.leat.core.LeatException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The demo cannot go on: a topic cannot be made or read, or processing has come to a halt. */
public final class OrdersException extends LeatException {
    OrdersException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What Kafka's client says, without the wrapping of its futures. */
    static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf((cause == null ? e : cause).getMessage());
    }
}
