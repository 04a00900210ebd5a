package dev.leat.flow.definition;

/**
 * What becomes of an event that the state of its saga has no use for.
 *
 * @since 0.1
 */
public enum Unexpected {
    /** It is recorded, and changes nothing. What is not said otherwise. */
    IGNORE,
    /** Who sent it is told, where there is a way to. */
    REJECT,
    /** It becomes a dead letter. */
    DEAD_LETTER,
    /** It waits for a state that takes it, within the bounds of {@link Keep}. */
    KEEP
}
