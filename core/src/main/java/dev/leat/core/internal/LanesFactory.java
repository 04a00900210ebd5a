package dev.leat.core.internal;

/** Makes the lanes of an assignment: the place where an {@link dev.leat.core.Ordering} becomes structure. */
@FunctionalInterface
interface LanesFactory {
    Lanes lanesFor(Assignment assignment);
}
