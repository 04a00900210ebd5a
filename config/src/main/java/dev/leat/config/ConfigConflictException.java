package dev.leat.config;

import dev.leat.core.LeatException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody else has published meanwhile; nothing of this publication is seen. */
public final class ConfigConflictException extends LeatException {
    private final transient @Nullable Revision winner;

    ConfigConflictException(String namespace, long expected, @Nullable Revision winner) {
        super(
                "configuration '" + namespace + "' is not at version " + expected + " any more, but at "
                        + (winner == null
                                ? "none"
                                : winner.version() + ", by " + winner.author() + " at " + winner.time()
                                        + (winner.reason().isEmpty() ? "" : " (" + winner.reason() + ")"))
                        + "; look at it, and publish anew upon that",
                null);
        this.winner = winner;
    }

    /** What is in force instead; empty if there is nothing. */
    public Optional<Revision> winner() {
        return Optional.ofNullable(winner);
    }
}
