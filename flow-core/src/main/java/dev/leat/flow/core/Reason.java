package dev.leat.flow.core;

import java.util.Locale;

/**
 * Why an input was not applied.
 *
 * @since 0.1
 */
public enum Reason {
    /** The state of the saga has no use for it. */
    UNEXPECTED,
    /** It says that a state has done its work, after the command that undoes the work was sent; and that is an incident. */
    LATE,
    /** The saga has ended. */
    ENDED,
    /** It says that an attempt has failed, and the next one is planned already. */
    BACKING_OFF,
    /** The saga is paused. */
    PAUSED,
    /** The saga is not paused. */
    NOT_PAUSED,
    /** No timer is due. */
    NOTHING_DUE,
    /** The saga does not wait for this child, or not any more. */
    NOT_AWAITED,
    /** No command waits for an answer. */
    NOTHING_TO_RETRY,
    /** The called saga that it waits for has not ended: that one is to be tried again, moved or cancelled. */
    CHILD_RUNNING,
    /** No state that the saga is in has such a button. */
    NOT_OFFERED,
    /** The flow has no such state. */
    UNKNOWN_STATE,
    /** The payload does not look like its schema. */
    PAYLOAD,
    /** The data of the saga would not look like its schema. */
    DATA,
    /** The data of the saga would be more than may be. */
    TOO_MUCH_DATA,
    /** As many events are kept as may be, or as much. */
    TOO_MANY_KEPT,
    /** It was kept for as long as may be. */
    TOO_OLD;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
