package dev.leat.flow.drawing;

/**
 * What something in a picture belongs to.
 *
 * @since 0.1
 */
public enum Course {
    /** From here success can be reached. */
    MAIN,
    /** From here success cannot be reached any more. */
    FAILURE,
    /** What was done is undone. */
    COMPENSATION
}
