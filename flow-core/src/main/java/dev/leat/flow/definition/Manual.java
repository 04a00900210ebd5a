package dev.leat.flow.definition;

import java.util.List;
import java.util.Map;

/**
 * What people may do in a state.
 *
 * @param roles who may; empty for everybody who may send events
 * @param actions events by what the button says
 * @since 0.1
 */
public record Manual(List<String> roles, Map<String, String> actions) {
    public Manual {
        roles = List.copyOf(roles);
        actions = Copies.ordered(actions);
    }
}
