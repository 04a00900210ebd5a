package dev.leat.flow.core;

import dev.leat.flow.definition.EventType;
import dev.leat.flow.definition.Outcome;
import dev.leat.flow.definition.Transition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An event, or the end of a child, comes to a saga. */
final class Arrival {
    private Arrival() {}

    static Fate of(Turn turn, Input input) {
        if (input instanceof Input.Event event && turn.knows(event)) {
            return new Fate.Duplicate();
        }
        return turn.pausedSince != null ? KeptInputs.keepForPause(turn, input) : now(turn, input);
    }

    /** It is not kept for the end of a pause any more. */
    static Fate now(Turn turn, Input input) {
        return input instanceof Input.Event event ? event(turn, event) : child(turn, (Input.ChildEnded) input);
    }

    private static Fate event(Turn turn, Input.Event event) {
        Fate.Rejected misfit = misfit(turn, event.label(), event.payload());
        if (misfit != null) {
            return misfit;
        }
        Use use = Uses.of(turn, event);
        if (use == null) {
            return UnexpectedEvents.take(turn, event);
        }
        Fate fate = use(turn, event.payload(), use);
        if (!(fate instanceof Fate.Rejected)) {
            turn.remember(event);
        }
        if (fate instanceof Fate.Applied) {
            KeptInputs.offer(turn);
        }
        return fate;
    }

    /** What somebody does instead of sending an event. */
    static Fate take(Turn turn, String label, JsonNode payload, Use use) {
        Fate.Rejected misfit = misfit(turn, label, payload);
        return misfit != null ? misfit : use(turn, payload, use);
    }

    private static Fate.@Nullable Rejected misfit(Turn turn, String label, JsonNode payload) {
        EventType type = turn.flow.events().get(label);
        List<String> problems = type == null
                ? List.of()
                : type.schema().map(schema -> schema.problems(payload)).orElse(List.of());
        return problems.isEmpty() ? null : new Fate.Rejected(Reason.PAYLOAD, problems);
    }

    private static Fate use(Turn turn, JsonNode payload, Use use) {
        if (use instanceof Use.TooSoon) {
            return new Fate.Ignored(Reason.BACKING_OFF);
        }
        Fate.Rejected rejected = apply(turn, payload, use);
        return rejected != null ? rejected : new Fate.Applied();
    }

    /** The payload is merged into the data, then what the transition sets; all of it, or, if the outcome is not what it must look like, nothing. */
    static Fate.@Nullable Rejected apply(Turn turn, JsonNode payload, Use use) {
        Optional<Transition> transition = use.transition();
        List<String> problems = transition
                .flatMap(Transition::schema)
                .map(schema -> schema.problems(payload))
                .orElse(List.of());
        if (!problems.isEmpty()) {
            return new Fate.Rejected(Reason.PAYLOAD, problems);
        }
        Fate.Rejected rejected = Change.merge(turn, payload, transition);
        if (rejected != null) {
            return rejected;
        }
        transition.ifPresent(each -> Sending.effects(turn, use.track(), each, payload));
        use.happen(turn);
        return null;
    }

    private static Fate child(Turn turn, Input.ChildEnded ended) {
        Track track = waiting(turn, ended);
        if (track == null) {
            boolean isOwn = ended.child().startsWith(Sending.children(turn));
            if (isOwn && ended.outcome() == Outcome.SUCCESS) {
                turn.incident(Incident.Kind.LATE, turn.top); // it was cancelled too late, and has not undone anything
            }
            return new Fate.Ignored(Reason.NOT_AWAITED);
        }
        track.child = null;
        if (ended.outcome() == Outcome.SUCCESS) {
            Leaving.childSucceeded(turn, track);
        }
        Use use = Uses.ofChild(turn, track, ended);
        if (use == null) {
            turn.incident(Incident.Kind.NO_TRANSITION, track);
            return new Fate.Ignored(Reason.UNEXPECTED);
        }
        Fate.Rejected rejected = Moves.happen(turn, use, ended.data());
        if (rejected != null) {
            return new Fate.Ignored(rejected.why());
        }
        KeptInputs.offer(turn);
        return new Fate.Applied();
    }

    static @Nullable Track waiting(Turn turn, Input.ChildEnded ended) {
        return waiting(turn.top, ended.child());
    }

    private static @Nullable Track waiting(Track track, String child) {
        if (child.equals(track.child)) {
            return track;
        }
        for (Track branch : track.branches.values()) {
            Track found = waiting(branch, child);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
