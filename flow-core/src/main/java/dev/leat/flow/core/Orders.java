package dev.leat.flow.core;

import dev.leat.flow.definition.Deadline;
import dev.leat.flow.definition.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What people do to a saga, and its deadline: both cut short whatever it is at. */
final class Orders {
    private Orders() {}

    static Fate follow(Turn turn, Input.Order order) {
        if (turn.hasEnded()) {
            return new Fate.Rejected(Reason.ENDED, List.of());
        }
        if (order instanceof Input.Cancel cancel) {
            return cancel(turn, cancel.compensating());
        }
        if (order instanceof Input.Pause) {
            return pause(turn);
        }
        if (order instanceof Input.Resume) {
            return resume(turn);
        }
        if (turn.pausedSince != null) {
            return new Fate.Rejected(Reason.PAUSED, List.of());
        }
        if (order instanceof Input.Retry retry) {
            return retry(turn, retry.visit());
        }
        return order instanceof Input.Press press ? press(turn, press) : move(turn, ((Input.Move) order).state());
    }

    /** What came in a pause came before the order, so it counts before it: an answer says what is to be undone, or may end the saga. */
    private static Fate cancel(Turn turn, boolean compensating) {
        if (turn.pausedSince != null) {
            goOn(turn);
        }
        if (turn.hasEnded()) {
            return new Fate.Rejected(Reason.ENDED, List.of());
        }
        turn.newChain();
        Leaving.leave(turn, turn.top, Exit.UNCERTAIN, compensating);
        if (compensating) {
            Compensation.begin(turn, Optional.empty(), Optional.empty());
        } else {
            Compensation.cancelled(turn, turn.top);
        }
        KeptInputs.offer(turn);
        return new Fate.Applied();
    }

    private static Fate pause(Turn turn) {
        if (turn.pausedSince != null) {
            return new Fate.Ignored(Reason.PAUSED);
        }
        turn.pausedSince = turn.now;
        return new Fate.Applied();
    }

    private static Fate resume(Turn turn) {
        if (turn.pausedSince == null) {
            return new Fate.Ignored(Reason.NOT_PAUSED);
        }
        goOn(turn);
        return new Fate.Applied();
    }

    private static void goOn(Turn turn) {
        turn.goOn();
        KeptInputs.afterPause(turn);
    }

    private static Fate retry(Turn turn, OptionalLong visit) {
        List<Track> meant = new ArrayList<>();
        addMeant(turn.top, visit, meant);
        List<Track> waiting = meant.stream().filter(Orders::waitsForAnswer).toList();
        if (!waiting.isEmpty()) {
            waiting.forEach(track -> Attempts.send(turn, track));
            return new Fate.Applied();
        }
        return meant.stream()
                .filter(track -> track.child != null)
                .findFirst()
                .map(track -> new Fate.Rejected(
                        Reason.CHILD_RUNNING,
                        List.of("the called saga " + track.child + " has not ended; retry, move or cancel that one")))
                .orElse(new Fate.Rejected(Reason.NOTHING_TO_RETRY, List.of()));
    }

    private static void addMeant(Track track, OptionalLong visit, List<Track> meant) {
        for (Track branch : track.branches.values()) {
            addMeant(branch, visit, meant);
        }
        if (track.outcome == null && (visit.isEmpty() || visit.getAsLong() == track.visit)) {
            meant.add(track);
        }
    }

    /** A child that has not ended answers by itself: a second one would do the same work beside it. */
    private static boolean waitsForAnswer(Track track) {
        State state = track.definition();
        return track.undoing != null
                || state.command().isPresent()
                || (state.call().isPresent() && track.child == null);
    }

    private static Fate press(Turn turn, Input.Press press) {
        Track track = offering(turn.top, press);
        if (track == null) {
            return new Fate.Rejected(Reason.NOT_OFFERED, List.of());
        }
        String label = track.definition().manual().orElseThrow().actions().get(press.action());
        Use use = Uses.ofState(turn, track, Objects.requireNonNull(label), press.payload());
        Fate fate = use == null
                ? new Fate.Rejected(Reason.UNEXPECTED, List.of()) // somebody waits to be told
                : Arrival.take(turn, label, press.payload(), use);
        if (fate instanceof Fate.Applied) {
            KeptInputs.offer(turn);
        }
        return fate;
    }

    private static @Nullable Track offering(Track track, Input.Press press) {
        for (Track branch : track.branches.values()) {
            Track found = offering(branch, press);
            if (found != null) {
                return found;
            }
        }
        boolean isMeant = press.visit().isEmpty() || press.visit().getAsLong() == track.visit;
        boolean offers = track.outcome == null
                && track.undoing == null
                && track.definition()
                        .manual()
                        .filter(manual -> manual.actions().containsKey(press.action()))
                        .isPresent();
        return isMeant && offers ? track : null;
    }

    private static Fate move(Turn turn, String state) {
        if (!turn.flow.states().containsKey(state)) {
            return new Fate.Rejected(Reason.UNKNOWN_STATE, List.of());
        }
        Leaving.leave(turn, turn.top, Exit.UNCERTAIN, true);
        Entering.enter(turn, turn.top, state);
        KeptInputs.offer(turn);
        return new Fate.Applied();
    }

    /** Half of an undo is no place to stop. */
    static void deadline(Turn turn) {
        Deadline deadline = turn.flow.timeout().orElseThrow();
        turn.deadline = null;
        if (turn.top.undoing != null) {
            turn.incident(Incident.Kind.DEADLINE_WHILE_UNDOING, turn.top);
            turn.top.undoing = Compensation.overdue(turn.flow, turn.top.undoing, deadline.then());
        } else {
            Moves.go(turn, turn.top, deadline.then(), Exit.UNCERTAIN);
        }
    }
}
