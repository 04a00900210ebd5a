package dev.leat.core.internal;

/** Lets handlers be called that are not in this package. */
public final class AnAssignment {
    private AnAssignment() {}

    public static Assigned assigned() {
        return Parts.assignment(0, Parts.noLanes());
    }
}
