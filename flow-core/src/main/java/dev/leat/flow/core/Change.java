package dev.leat.flow.core;

import dev.leat.flow.definition.Transition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What something makes of the data of a saga: all of it, or, if they would not be what they must be then, nothing. So they always are. */
final class Change {
    private Change() {}

    /** The payload of an event is merged into the data, then comes what the transition sets. */
    static Fate.@Nullable Rejected merge(Turn turn, JsonNode payload, Optional<Transition> transition) {
        ObjectNode merged = Merging.merge(turn.flow.data().merge(), turn.data, payload);
        return change(turn, merged, transition, payload);
    }

    /** Of a transition that nobody has sent an event for: whoever looks after the saga is told, since nobody else is there. */
    static Fate.@Nullable Rejected set(Turn turn, Track track, Transition transition, JsonNode event) {
        Fate.Rejected rejected = change(turn, turn.data, Optional.of(transition), event);
        if (rejected != null) {
            turn.incident(Incident.Kind.DATA, track);
        }
        return rejected;
    }

    private static Fate.@Nullable Rejected change(
            Turn turn, ObjectNode merged, Optional<Transition> transition, JsonNode event) {
        ObjectNode changed = transition.isEmpty()
                ? merged
                : Merging.set(merged, transition.get().set(), turn.scope(event));
        if (isSame(changed, turn.data)) {
            return null;
        }
        List<String> problems = turn.flow
                .data()
                .schema()
                .map(schema -> schema.problems(changed))
                .orElse(List.of());
        if (!problems.isEmpty()) {
            return new Fate.Rejected(Reason.DATA, problems);
        }
        turn.data = changed;
        return null;
    }

    @SuppressWarnings(
            "ReferenceEquality") // data that are not another object have not changed; whether others are equal is dear
    // to know
    private static boolean isSame(ObjectNode changed, ObjectNode data) {
        return changed == data;
    }
}
