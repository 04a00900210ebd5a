package dev.leat.flow.core;

import dev.leat.flow.definition.Outcome;
import dev.leat.flow.definition.Parallel;

/** When enough branches of a parallel state have ended. */
final class Joining {
    private Joining() {}

    static void look(Turn turn, Track track) {
        if (track.isOpening) {
            return;
        }
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
            Moves.go(turn, track, parallel.then(), Exit.DONE);
        } else if (track.branches.size() - failed < parallel.join()) {
            if (parallel.failed().isPresent()) {
                Moves.go(turn, track, parallel.failed().get(), Exit.DONE);
            } else {
                turn.incident(Incident.Kind.JOIN_FAILED, track);
            }
        }
    }
}
