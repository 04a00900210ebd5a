package dev.leat.flow.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.leat.flow.definition.Branch;
import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * In which branch of a saga something is. Immutable.
 *
 * @param branchings from the outermost to the innermost; none outside of branches
 * @since 0.1
 */
public record Place(@JsonValue List<Branching> branchings) {
    static final Place TOP = new Place(List.of());

    /**
     * A branch of one visit to a parallel state.
     *
     * @since 0.1
     */
    public record Branching(String state, long visit, String branch) {}

    @JsonCreator
    public Place {
        branchings = List.copyOf(branchings);
    }

    Place in(String state, long visit, String branch) {
        List<Branching> inner = new ArrayList<>(branchings);
        inner.add(new Branching(state, visit, branch));
        return new Place(inner);
    }

    /** The states that one can be in here. */
    Map<String, State> states(Flow flow) {
        Map<String, State> states = flow.states();
        for (Branching each : branchings) {
            Branch branch = Objects.requireNonNull(states.get(each.state()))
                    .parallel()
                    .orElseThrow()
                    .branches()
                    .get(each.branch());
            states = Objects.requireNonNull(branch).states();
        }
        return states;
    }

    /** Names of states and branches with dots between them; empty outside of branches. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Branching each : branchings) {
            text.append(text.isEmpty() ? "" : ".")
                    .append(each.state())
                    .append('.')
                    .append(each.branch());
        }
        return text.toString();
    }
}
