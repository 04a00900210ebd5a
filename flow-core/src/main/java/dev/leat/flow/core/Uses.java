package dev.leat.flow.core;

import dev.leat.flow.definition.Call;
import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.Outcome;
import dev.leat.flow.definition.Retry;
import dev.leat.flow.definition.State;
import dev.leat.flow.definition.Timeout;
import dev.leat.flow.definition.Transition;
import dev.leat.flow.definition.Undo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds what something that happens leads to. An event is used once: by the first branch, in the order of their names, that has a use for it, then by the state around them. */
final class Uses {
    private Uses() {}

    static @Nullable Use of(Turn turn, Input input) {
        if (input instanceof Input.Event event) {
            Undoing undoing = turn.top.undoing;
            return undoing != null
                    ? ofUndo(turn, turn.top, undoing, event.label())
                    : ofEvent(turn, turn.top, event.label(), turn.scope(event.payload()));
        }
        return input instanceof Input.ChildEnded ended ? ofChild(turn, turn.top, ended) : null;
    }

    private static @Nullable Use ofEvent(Turn turn, Track track, String label, Turn.Scope scope) {
        // Machines of the closed service may go on from a final state.
        if (track.outcome != null
                && !(turn.flow.imported() && track.definition().isFinal())) {
            return null;
        }
        Use weak = null;
        for (Track branch : track.branches.values()) {
            Use use = ofEvent(turn, branch, label, scope);
            if (use != null && !(use instanceof Use.TooSoon)) {
                return use;
            }
            weak = weak == null ? use : weak;
        }
        Use own = ofState(turn, track, label, scope, false);
        return own == null ? weak : own;
    }

    private static @Nullable Use ofUndo(Turn turn, Track track, Undoing undoing, String label) {
        Undo undo = Compensation.definition(turn.flow, undoing.entry());
        if (undo.done().contains(label)) {
            return new Use.UndoDone(track, undoing);
        }
        boolean isRetried =
                undo.retry().map(retry -> retry.on().contains(label)).orElse(false);
        if (undoing.isStuck() || (!isRetried && !undo.failed().contains(label))) {
            return null;
        }
        return failedUndo(turn, track, undoing, isRetried ? undo.retry() : Optional.empty());
    }

    /** @param retry empty if that failure is not one to try again after */
    private static Use failedUndo(Turn turn, Track track, Undoing undoing, Optional<Retry> retry) {
        if (retry.isPresent()) {
            if (track.retryAt != null) {
                return new Use.TooSoon(track);
            }
            if (Attempts.areLeft(turn, track, retry.get())) {
                return new Use.Again(track, Optional.empty(), retry.get());
            }
        }
        return new Use.UndoFailed(track, undoing);
    }

    /** Of a timeout that has just fired; empty if it leads to nothing. */
    static @Nullable Use ofTimeout(Turn turn, Track track) {
        Undoing undoing = track.undoing;
        if (undoing != null) {
            Optional<Retry> retry = Compensation.definition(turn.flow, undoing.entry())
                    .retry()
                    .filter(each -> each.on().contains(Flow.TIMEOUT));
            return failedUndo(turn, track, undoing, retry);
        }
        State state = track.definition();
        Timeout timeout = state.timeout().orElseThrow();
        if (timeout.to().isPresent()) {
            Use retried = isRetriedOn(state, Flow.TIMEOUT) ? failed(turn, track, state, Optional.empty()) : null;
            return retried != null
                    ? retried
                    : new Use.GiveUp(track, timeout.to().get());
        }
        return ofState(turn, track, timeout.event().orElse(Flow.TIMEOUT), turn.scope(), true);
    }

    static @Nullable Use ofState(Turn turn, Track track, String label, JsonNode payload) {
        return ofState(turn, track, label, turn.scope(payload), false);
    }

    private static @Nullable Use ofState(Turn turn, Track track, String label, Turn.Scope scope, boolean isTimeout) {
        State state = track.definition();
        boolean isUsedUp = isRetriedOn(state, label) || (isTimeout && isRetriedOn(state, Flow.TIMEOUT));
        if (isUsedUp) {
            Use retried = failed(turn, track, state, Optional.empty());
            if (retried != null) {
                return retried;
            }
        }
        return ofTransitions(turn, track, state, state.on(label), scope, exit(state, label, isTimeout || isUsedUp));
    }

    private static Exit exit(State state, String label, boolean isUncertain) {
        if (isUncertain) {
            return Exit.UNCERTAIN;
        }
        boolean isProof = state.undo().map(undo -> undo.not().contains(label)).orElse(false);
        return isProof ? Exit.NOT_DONE : Exit.DONE;
    }

    private static @Nullable Use ofTransitions(
            Turn turn, Track track, State state, List<Transition> transitions, Turn.Scope scope, Exit exit) {
        Exit left = exit;
        for (Transition each : transitions) {
            if (each.guard().isPresent() && !scope.holds(each.guard().get())) {
                continue;
            }
            if (!each.retry()) {
                return new Use.Take(track, each, left);
            }
            Use retried = failed(turn, track, state, Optional.of(each));
            if (retried != null) {
                return retried;
            }
            left = Exit.UNCERTAIN; // used up
        }
        return null;
    }

    private static boolean isRetriedOn(State state, String label) {
        return state.retry().isPresent() && state.retry().get().on().contains(label);
    }

    /** Nothing if there is no retry, or it is used up and does not say where that leads: then it is as if there were none. */
    private static @Nullable Use failed(Turn turn, Track track, State state, Optional<Transition> transition) {
        Retry retry = state.retry().orElse(null);
        if (retry == null) {
            return null;
        }
        if (track.retryAt != null) {
            return new Use.TooSoon(track);
        }
        if (Attempts.areLeft(turn, track, retry)) {
            return new Use.Again(track, transition, retry);
        }
        return retry.then().map(then -> new Use.GiveUp(track, then)).orElse(null);
    }

    static @Nullable Use ofChild(Turn turn, Track track, Input.ChildEnded ended) {
        State state = track.definition();
        Call call = state.call().orElseThrow();
        List<Transition> transitions =
                call.on().getOrDefault(ended.outcome(), call.on().getOrDefault(Outcome.FAILED, List.of()));
        return ofTransitions(turn, track, state, transitions, turn.scope(ended.data()), Exit.DONE);
    }
}
