package dev.leat.flow.definition;

/**
 * How the payload of an event is merged into the data of a saga.
 *
 * @since 0.1
 */
public enum Merge {
    /** Members on the first level are replaced, others stay. What is not said otherwise. */
    SHALLOW,
    /** Objects are merged into objects on every level, lists by position; anything else is replaced. */
    DEEP,
    /** The payload is the data from then on. */
    REPLACE
}
