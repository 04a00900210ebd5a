package dev.leat.flow.core;

import dev.leat.flow.definition.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a saga, or a branch of one, is.
 *
 * @param state while something is undone, the one from which that began
 * @param visit the number of this stay among all stays of the saga in states, and its undos
 * @param entered when the visit began
 * @param attempt how many times its command was sent
 * @param timeoutAt when it has lasted too long
 * @param retryAt when the command is sent again
 * @param waitUntil when it has lasted as long as it should
 * @param lastAttemptBy no attempt is planned after it
 * @param child the saga it waits for
 * @param undoing there while something is undone; in no branch
 * @param outcome there once it has ended
 * @param branches of a parallel state, by name, in the order of their names
 * @since 0.1
 */
public record Position(
        String state,
        long visit,
        Instant entered,
        int attempt,
        Optional<Instant> timeoutAt,
        Optional<Instant> retryAt,
        Optional<Instant> waitUntil,
        Optional<Instant> lastAttemptBy,
        Optional<String> child,
        Optional<Undoing> undoing,
        Optional<Outcome> outcome,
        Map<String, Position> branches) {
    public Position {
        branches = branches.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(branches));
    }
}
