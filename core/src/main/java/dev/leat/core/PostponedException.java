package dev.leat.core;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * No failure: the messages were not handled yet, since another one with the same id is being handled. Thrown by {@link Deduplication} out of
 * {@link Interceptor.Next#proceed}. Their delivery is repeated when that is over, as the same attempt; nothing is counted or logged.
 *
 * <p>An {@link Interceptor} that catches failures lets this one through: the messages would count as done.
 *
 * @since 0.1
 */
public final class PostponedException extends LeatException {
    private static final long serialVersionUID = 1;
    private static final int DEEPEST = 100;

    private final transient CompletionStage<?> until;

    PostponedException(Delivery delivery, CompletionStage<?> until) {
        super(delivery + " waits for a message with the same id that is being handled", null);
        this.until = until;
    }

    /** Ends, never with a failure, when the delivery is repeated. Hang nothing into it that takes time. */
    public CompletionStage<?> until() {
        return until;
    }

    /** The one that this failure is, or was caused by; null if there is none. */
    public static @Nullable PostponedException in(Throwable failure) {
        int depth = 0; // causes may go round
        for (Throwable each = failure; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            if (each instanceof PostponedException postponed) {
                return postponed;
            }
        }
        return null;
    }
}
