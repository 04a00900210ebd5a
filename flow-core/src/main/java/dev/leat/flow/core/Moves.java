package dev.leat.flow.core;

import dev.leat.flow.definition.Target;
import dev.leat.flow.definition.Transition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** From where a saga or branch is to a target. */
final class Moves {
    private Moves() {}

    static void go(Turn turn, Track track, Target target, Exit exit) {
        Leaving.leave(turn, track, exit, true);
        if (target instanceof Target.Compensate compensate) {
            Compensation.begin(turn, Optional.of(compensate.then()), compensate.failed());
        } else if (target instanceof Target.ToState to) {
            Entering.enter(turn, track, to.state());
        }
    }

    /**
     * A transition that the state itself has chosen.
     *
     * @return whether it was taken: not if the data would not be what they must be then
     */
    static boolean take(Turn turn, Track track, Transition transition, Exit exit) {
        if (Change.set(turn, track, transition, Turn.NO_EVENT) != null) {
            return false;
        }
        Sending.effects(turn, track, transition, Turn.NO_EVENT);
        go(turn, track, transition.to().orElseThrow(), exit);
        return true;
    }

    /**
     * Of something other than an event.
     *
     * @return why it has not happened
     */
    static Fate.@Nullable Rejected happen(Turn turn, Use use, JsonNode event) {
        if (use.transition().isPresent()) {
            Transition transition = use.transition().get();
            Fate.Rejected rejected = Change.set(turn, use.track(), transition, event);
            if (rejected != null) {
                return rejected;
            }
            Sending.effects(turn, use.track(), transition, event);
        }
        use.happen(turn);
        return null;
    }

    static Optional<Transition> first(Iterable<Transition> transitions, Turn.Scope scope) {
        for (Transition each : transitions) {
            if (each.guard().isEmpty() || scope.holds(each.guard().get())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
