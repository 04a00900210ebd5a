package dev.leat.flow.core;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of what has happened to a saga. A step that was recorded begins with its {@link Kind#INPUT}; those alone give the state of the saga
 * again, the others say what came of them.
 *
 * @param number from 1, without gaps
 * @param at when the step was taken
 * @param place in which branch
 * @param name of a state, or what the kind says
 * @param visit of the state or undo; 0 where there is none
 * @param attempt likewise
 * @param detail what the kind says, or empty
 * @param input there with {@link Kind#INPUT}
 * @since 0.1
 */
public record HistoryEntry(
        long number,
        Instant at,
        Kind kind,
        Place place,
        String name,
        long visit,
        int attempt,
        String detail,
        Optional<Input> input) {
    /** What an entry tells. */
    public enum Kind {
        /** What the step was given; {@code name} is the label of an event, {@code detail} its fate. */
        INPUT,
        /** A state was entered. */
        ENTERED,
        /** The command was sent again. */
        ATTEMPT,
        /** An attempt has failed; {@code detail} is when the next one is. */
        RETRYING,
        /** A timer fired; {@code detail} is its kind. */
        FIRED,
        /** The command was sent that undoes what the state has done; {@code detail} is the visit in which it did. */
        UNDOING,
        /** It is undone; {@code detail} likewise. */
        UNDONE,
        /** It could not be undone; {@code detail} likewise. */
        UNDO_FAILED,
        /** A kept event happens now; {@code name} is its label, {@code detail} its fate. */
        RESUMED,
        /** A saga or branch has ended; {@code detail} is the outcome. */
        ENDED,
        /** Somebody should look at it; {@code detail} is the kind of incident. */
        INCIDENT
    }
}
