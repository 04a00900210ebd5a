package dev.leat.flow.drawing;

/**
 * What a figure stands for.
 *
 * @since 0.1
 */
public enum FigureKind {
    /** Where a saga, or a branch of one, begins: a dot that leads to the first state. */
    START,
    /** A state that leads somewhere. */
    STATE,
    /** A state in which a saga, or a branch of one, ends. */
    FINAL,
    /** A state whose branches are drawn inside of it. */
    PARALLEL,
    /** One of the branches of a state. */
    BRANCH,
    /** What happens between the decision to undo and the state after it. */
    COMPENSATION,
    /** The time that a saga as a whole has. */
    DEADLINE
}
