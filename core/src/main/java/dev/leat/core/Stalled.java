package dev.leat.core;

/**
 * What a group does about a partition that has records in memory and does not move.
 *
 * @since 0.1
 */
public enum Stalled {
    /** Writes its state to the log once, with what its handlers are doing, and counts it ({@link Counts#stalls()}). */
    REPORT,

    /**
     * The same; and if no handler, stage, dead letter, retry or pause explains it, gives up the assignment and begins it anew at its
     * commit point, which repeats what was finished above. A handler that does not return is no case for it: see {@link
     * ConsumerGroupBuilder#timeout}.
     */
    RESTART
}
