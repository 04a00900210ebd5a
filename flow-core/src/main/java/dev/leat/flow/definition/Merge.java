package dev.leat.flow.definition;

/**
 * How the payload of an event is merged into the data of a saga.
 *
 * @since 0.1
 */
public enum Merge {
    /** Members on the first level are replaced, others stay. What is not said otherwise. */
    SHALLOW,
    /**
     * Objects are merged into objects on every level, lists by position, and an object into a list by those of its names that are positions of it, or up to
     * a thousand beyond its end (with {@code null} between); its other names are left out. Anything else is replaced. That is what the closed service does.
     */
    DEEP,
    /** The payload is the data from then on. */
    REPLACE
}
