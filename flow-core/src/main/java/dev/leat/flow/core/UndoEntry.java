package dev.leat.flow.core;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.State;
import java.util.Objects;

/**
 * Something that was done, or may have been, and can be undone as the state says.
 *
 * @param place of the state
 * @param visit to the state
 * @param isUncertain whether the state was left without an answer, so that nobody knows
 * @since 0.1
 */
public record UndoEntry(Place place, String state, long visit, boolean isUncertain) {
    State definition(Flow flow) {
        return Objects.requireNonNull(place.states(flow).get(state));
    }
}
