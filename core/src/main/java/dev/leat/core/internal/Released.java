package dev.leat.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How the stage of a record ends that nobody waits for any more, though it is not done: what is behind it goes on, and it stays unfinished
 * until {@link Assigned#finished}. A failure, so that an interceptor which does not know it lets it through.
 */
public final class Released extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient CompletableFuture<Void> done = new CompletableFuture<>();

    public Released() {
        super("released before it was done", null, false, false);
    }

    /** It was said to be done after all. Comes before {@link Assigned#finished}. */
    public void done() {
        done.complete(null);
    }

    /** Ends with {@link #done}; perhaps never. */
    public CompletionStage<Void> whenDone() {
        return done.minimalCompletionStage();
    }

    static boolean is(Throwable error) {
        return error instanceof Released;
    }
}
