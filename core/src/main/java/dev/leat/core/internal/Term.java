package dev.leat.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** How long an assignment lasts, for those who keep its messages but shall not keep all of it. Thread-safe. */
public final class Term {
    private final Executor apart;
    private volatile boolean over;
    /** Made when somebody wants to know. */
    private volatile @Nullable CompletableFuture<Void> whenOver;

    /** @param apart runs what users have hung into the stage */
    public Term(Executor apart) {
        this.apart = apart;
    }

    /** Whether the partition was given up: what is done from now on may be done by another member, too. */
    public boolean isOver() {
        return over;
    }

    /** Ends when {@link #isOver} becomes true; nobody but the engine can end it. */
    public CompletionStage<Void> whenOver() {
        CompletableFuture<Void> stage = stage();
        if (over) {
            stage.complete(null); // it may have ended before there was a stage
        }
        return stage.minimalCompletionStage();
    }

    private synchronized CompletableFuture<Void> stage() {
        CompletableFuture<Void> stage = whenOver;
        if (stage == null) {
            stage = new CompletableFuture<>();
            whenOver = stage;
        }
        return stage;
    }

    void end() {
        over = true;
        CompletableFuture<Void> stage = whenOver;
        if (stage != null) {
            apart.execute(() -> stage.complete(null));
        }
    }
}
