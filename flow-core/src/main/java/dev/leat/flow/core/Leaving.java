package dev.leat.flow.core;

import dev.leat.flow.definition.Undo;

/** A state, or an undo, is left: nothing of it goes on, and what it may have done is put on the undo stack. What a child has done is there already. */
final class Leaving {
    private Leaving() {}

    /** @param undoesChildren whether a child that was waited for is to undo what it has done */
    static void leave(Turn turn, Track track, Exit exit, boolean undoesChildren) {
        for (Track branch : track.branches.values()) {
            if (branch.outcome == null) {
                leave(turn, branch, Exit.UNCERTAIN, undoesChildren);
            }
        }
        track.branches.clear();
        if (track.child != null) {
            turn.children.add(new ChildOrder.CancelChild(track.child, undoesChildren));
            track.child = null;
        }
        boolean isOfCommand = track.undoing == null && track.definition().call().isEmpty();
        if (isOfCommand
                && track.definition().undo().filter(undo -> isDue(undo, exit)).isPresent()) {
            push(turn, track, exit == Exit.UNCERTAIN);
        }
        track.undoing = null;
        track.stopTimers();
        if (track.parent == null) {
            turn.endedAt = null; // machines of the closed service may leave a final state
        }
    }

    /** What a child has done can be undone from then on. One that ends otherwise has seen to that itself. */
    static void childSucceeded(Turn turn, Track track) {
        // Somebody may have called another one in the same visit, which is undone once.
        boolean isThere = turn.undo.stream().anyMatch(entry -> entry.visit() == track.visit);
        if (track.definition().undo().isPresent() && !isThere) {
            push(turn, track, false);
        }
    }

    private static void push(Turn turn, Track track, boolean isUncertain) {
        turn.undo.add(new UndoEntry(track.place, track.state, track.visit, isUncertain));
    }

    private static boolean isDue(Undo undo, Exit exit) {
        return switch (exit) {
            case DONE -> true;
            case NOT_DONE -> false;
            // Where the flow does not say it, since nothing but people and other branches cut it short, an undo too
            // many is the lesser harm.
            case UNCERTAIN -> undo.onTimeout().orElse(Undo.OnTimeout.UNDO) == Undo.OnTimeout.UNDO;
        };
    }
}
