package dev.leat.flow.core;

import dev.leat.flow.definition.Target;
import dev.leat.flow.definition.Transition;
import java.util.Optional;
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

    /** A transition that the state itself has chosen. */
    static void take(Turn turn, Track track, Transition transition, Turn.Scope scope, Exit exit) {
        set(turn, transition, scope);
        Sending.effects(turn, track, transition, turn.scope());
        go(turn, track, transition.to().orElseThrow(), exit);
    }

    /** Of something that was not sent by anybody who could be told if the data does not look like its schema then. */
    static void happen(Turn turn, Use use, JsonNode event) {
        if (use.transition().isPresent()) {
            set(turn, use.transition().get(), turn.scope(event));
            Sending.effects(turn, use.track(), use.transition().get(), turn.scope(event));
        }
        use.happen(turn);
    }

    static void set(Turn turn, Transition transition, Turn.Scope scope) {
        if (!transition.set().isEmpty()) {
            turn.data = Merging.set(turn.data, transition.set(), scope);
        }
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
