package dev.leat.flow.definition;

/**
 * In one word how a saga, or a branch of one, has ended.
 *
 * @since 0.1
 */
public enum Outcome {
    SUCCESS,
    FAILED,
    /** What was done has been undone. */
    COMPENSATED,
    CANCELLED
}
