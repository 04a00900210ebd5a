package dev.leat.core.tools;

/**
 * What became of a replay.
 *
 * @param end why it ended
 * @param read letters that were looked at
 * @param replayed letters that are in their topics now; in a dry run, would be
 * @param earlier letters left out because they were replayed before
 * @param unwanted letters that did not pass the filter
 * @param exhausted letters left out because their records were replayed too often
 * @param homeless letters left out because nothing says where they come from, or that topic is gone
 * @since 0.1
 */
public record ReplayReport(
        End end, long read, long replayed, long earlier, long unwanted, long exhausted, long homeless) {
    /** Why a replay ended. */
    public enum End {
        /** It is through with all letters that there were when it began. */
        COMPLETE,
        /** It has replayed as many as it was asked to. */
        LIMIT,
        /** {@link Replay#stop()} was called. */
        STOPPED,
        /**
         * What was replayed of one partition can no longer be written down, since letters that were and letters that were not take turns
         * too often (a thousand times and more). Nothing is sent that cannot be written down. Replaying what is left below helps, and so
         * do narrower times.
         */
        MARKS_FULL
    }

    /** Letters that were wanted and left out. */
    public long leftOut() {
        return exhausted + homeless;
    }
}
