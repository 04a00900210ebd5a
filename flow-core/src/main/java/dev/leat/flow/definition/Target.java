package dev.leat.flow.definition;

import java.util.Optional;

/**
 * Where a transition leads.
 *
 * @since 0.1
 */
public sealed interface Target {
    /** A state of the same flow, or of the same branch. */
    record ToState(String state) implements Target {}

    /**
     * What was done is undone, last thing first; then a state.
     *
     * @param then the state when all is undone
     * @param failed the state when something could not be undone; without it the saga stays where it is, for somebody to look at
     */
    record Compensate(String then, Optional<String> failed) implements Target {}
}
