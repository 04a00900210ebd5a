package dev.leat.flow.core;

import dev.leat.flow.definition.Outcome;
import dev.leat.flow.definition.Parallel;
import dev.leat.flow.definition.Target;

/** When enough branches of a parallel state have ended. */
final class Joining {
    private Joining() {}

    /** A branch has ended. */
    static void look(Turn turn, Track track) {
        if (!track.isOpening) {
            look(turn, track, false);
        }
    }

    /** @param atOnce whether the branches have only just been entered */
    static void look(Turn turn, Track track, boolean atOnce) {
        Parallel parallel = track.definition().parallel().orElseThrow();
        int succeeded = 0;
        int failed = 0;
        for (Track branch : track.branches.values()) {
            if (branch.outcome == Outcome.SUCCESS) {
                succeeded++;
            } else if (branch.outcome != null) {
                failed++;
            }
        }
        if (succeeded >= parallel.join()) {
            lead(turn, track, parallel.then(), atOnce);
        } else if (track.branches.size() - failed < parallel.join()) {
            lead(turn, track, parallel.failed().orElseThrow(), atOnce); // there if a branch can fail
        }
    }

    private static void lead(Turn turn, Track track, Target target, boolean atOnce) {
        if (atOnce && !turn.mayGoOn()) {
            turn.incident(Incident.Kind.ENDLESS, track);
        } else {
            Moves.go(turn, track, target, Exit.DONE);
        }
    }
}
