package dev.leat.flow.core;

import dev.leat.flow.definition.Branch;
import dev.leat.flow.definition.Parallel;
import dev.leat.flow.definition.State;
import dev.leat.flow.definition.Transition;
import java.util.Optional;
import java.util.TreeMap;

/** A state is entered: its command is sent; then it leads on by itself, ends, or waits. */
final class Entering {
    /** Flows have no cycles of states that lead on by themselves; if one does, a step ends all the same. */
    static final int LONGEST_CHAIN = 100;

    private Entering() {}

    static void enter(Turn turn, Track track, String name) {
        track.state = name;
        track.begin(turn.nextVisit(), turn.now);
        track.outcome = null;
        turn.note(HistoryEntry.Kind.ENTERED, track, "");
        State state = track.definition();
        Sending.onEntry(turn, track, state);
        Optional<Transition> automatic = automatic(turn, track, state);
        if (automatic.isPresent() && Moves.take(turn, track, automatic.get(), Exit.DONE)) {
            return;
        }
        if (state.outcome().isPresent()) {
            finish(turn, track, state);
        } else {
            stay(turn, track, state);
        }
    }

    private static Optional<Transition> automatic(Turn turn, Track track, State state) {
        if (state.always().isEmpty()) {
            return Optional.empty();
        }
        if (!turn.mayGoOn()) {
            turn.incident(Incident.Kind.ENDLESS, track);
            return Optional.empty();
        }
        return Moves.first(state.always(), turn.scope());
    }

    private static void finish(Turn turn, Track track, State state) {
        turn.end(track, state.outcome().orElseThrow());
        if (track.parent != null) {
            Joining.look(turn, track.parent);
        }
    }

    private static void stay(Turn turn, Track track, State state) {
        state.timeout().ifPresent(timeout -> track.timeoutAt = turn.now.plus(timeout.after()));
        state.retry().flatMap(retry -> retry.within()).ifPresent(within -> track.lastAttemptBy = turn.now.plus(within));
        state.call().ifPresent(call -> Sending.call(turn, track, call));
        // Either of the two can lead on at once, so it comes last; no state has both.
        if (state.parallel().isPresent()) {
            open(turn, track, state.parallel().get());
        } else if (state.waiting().isPresent()) {
            Waiting.begin(turn, track, state.waiting().get());
        }
    }

    private static void open(Turn turn, Track track, Parallel parallel) {
        track.isOpening = true;
        // By name: in which order they stand in the file means nothing.
        for (Branch branch : new TreeMap<>(parallel.branches()).values()) {
            enter(turn, track.open(branch.name()), branch.initial());
        }
        track.isOpening = false;
        Joining.look(turn, track, true);
    }
}
