package dev.leat.flow.core;

import java.time.Instant;

/**
 * A moment at which something happens to a saga by itself, unless it has moved on by then.
 *
 * @param place of the visit
 * @param visit that it belongs to, and ends with; 0 if it is one of the saga as a whole
 * @since 0.1
 */
public record Timer(Kind kind, Place place, long visit, Instant due) {
    /** In the order in which those of the same moment happen. */
    public enum Kind {
        /** A state has lasted as long as it should. */
        WAIT,
        /** The command is sent again. */
        RETRY,
        /** A state, or an undo, has lasted too long. */
        TIMEOUT,
        /** The saga has lasted too long. */
        DEADLINE,
        /** An event was kept for too long. */
        KEPT
    }
}
