package dev.leat.flow.definition;

import java.util.Map;

/**
 * One of several things that go on at the same time. Its transitions lead to its own states, and it ends in a final one of them.
 *
 * @since 0.1
 */
public record Branch(String name, String initial, Map<String, State> states) {
    public Branch {
        states = Copies.ordered(states);
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException("branch '" + this.name + "' has no state '" + name + "'; it has "
                    + String.join(", ", states.keySet()));
        }
        return state;
    }
}
