package dev.leat.flow.core;

import dev.leat.flow.definition.Undo;

/** A state, or an undo, is left: nothing of it goes on, and what it may have done is put on the undo stack. */
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
        if (track.undoing == null) {
            track.definition()
                    .undo()
                    .filter(undo -> isDue(undo, exit))
                    .ifPresent(undo -> turn.undo.add(
                            new UndoEntry(track.place, track.state, track.visit, exit == Exit.UNCERTAIN)));
        }
        track.undoing = null;
        track.stopTimers();
        if (track.parent == null) {
            turn.endedAt = null; // machines of the closed service may leave a final state
        }
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
