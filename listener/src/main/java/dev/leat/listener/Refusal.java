package dev.leat.listener;

/**
 * What becomes of a message that a {@link Guard} has refused. It is not tried again, and the method not called.
 *
 * @since 0.1
 */
public enum Refusal {
    /** It goes to the group's dead letter topic; each group needs one. */
    DEAD_LETTER,
    /** For the method that it was refused, it is done. Logged. */
    SKIP,
    /** What the group does with failed messages, at once: dead letter, skip or stop; each group must have chosen one. */
    FAIL
}
