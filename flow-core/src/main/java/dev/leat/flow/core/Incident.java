package dev.leat.flow.core;

/**
 * Something that somebody should look at.
 *
 * @param state where, with its branches
 * @param visit of the state or undo
 * @since 0.1
 */
public record Incident(Kind kind, String state, long visit) {
    /** What it is. */
    public enum Kind {
        /** Something could not be undone. */
        COMPENSATION_FAILED,
        /** Work was reported as done after the command that undoes it was sent; by a called saga, after it was not waited for any more. */
        LATE,
        /** A timeout, the end of a wait or of a child has no transition whose guard holds: the saga stays. */
        NO_TRANSITION,
        /** What leads on would set data that do not look like their schema: it does not happen, and the saga stays. */
        DATA,
        /** What leads on would set more data than may be: likewise. */
        TOO_MUCH_DATA,
        /** The data are half of what they may be. */
        DATA_HALF_FULL,
        /** The history is half as long as it may be until the saga is paused. */
        HISTORY_HALF_FULL,
        /** The history is as long as it may be: the saga is paused until somebody resumes it, which gives it as many entries again, or cancels it. */
        HISTORY_FULL,
        /** What a state waits for is no moment: it stays. */
        NO_MOMENT,
        /** States that lead on by themselves do so without end: the saga stays. */
        ENDLESS,
        /** The saga's deadline came while it was undoing things: it goes on with that, and then to where the deadline leads, unless it ends. */
        DEADLINE_WHILE_UNDOING
    }
}
