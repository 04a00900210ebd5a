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
            boolean isTooMuch = rejected.why() == Reason.TOO_MUCH_DATA;
            turn.incident(isTooMuch ? Incident.Kind.TOO_MUCH_DATA : Incident.Kind.DATA, track);
        }
        return rejected;
    }

    private static Fate.@Nullable Rejected change(
            Turn turn, ObjectNode merged, Optional<Transition> transition, JsonNode event) {
        ObjectNode changed = transition.isEmpty() || transition.get().set().isEmpty()
                ? merged
                : Merging.set(merged, transition.get().set(), turn.scope(event));
        if (changed == null) {
            return tooMuch(turn.machine);
        }
        if (isSame(changed, turn.data)) {
            return null;
        }
        long bytes = JsonSize.of(changed, turn.machine.bounds().dataBytes());
        Optional<Fate.Rejected> rejected = rejected(turn.machine, changed, bytes);
        if (rejected.isPresent()) {
            return rejected.get();
        }
        turn.data = changed;
        turn.dataBytes = bytes;
        return null;
    }

    /** @param bytes so many are in the data */
    static Optional<Fate.Rejected> rejected(Machine machine, JsonNode data, long bytes) {
        if (bytes > machine.bounds().dataBytes()) {
            return Optional.of(tooMuch(machine)); // nor does a schema look at it
        }
        return machine.flow()
                .data()
                .schema()
                .map(schema -> schema.problems(data))
                .filter(problems -> !problems.isEmpty())
                .map(problems -> new Fate.Rejected(Reason.DATA, problems));
    }

    private static Fate.Rejected tooMuch(Machine machine) {
        String problem = "the data would have more than " + machine.bounds().dataBytes()
                + " bytes, which is what 'limits.dataBytes' of the flow allows";
        return new Fate.Rejected(Reason.TOO_MUCH_DATA, List.of(problem));
    }

    /** Data that are another object may be equal, but that is dear to know. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(ObjectNode changed, ObjectNode data) {
        return changed == data;
    }
}
