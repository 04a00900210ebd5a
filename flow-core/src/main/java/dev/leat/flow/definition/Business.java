package dev.leat.flow.definition;

import java.util.Map;

/**
 * What states and events mean to the business: descriptions by id, which may be empty. Several states may share an id.
 *
 * @since 0.1
 */
public record Business(Map<String, String> states, Map<String, String> events) {
    public Business {
        states = Copies.ordered(states);
        events = Copies.ordered(events);
    }
}
