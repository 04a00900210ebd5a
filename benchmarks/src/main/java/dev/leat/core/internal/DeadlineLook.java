package dev.leat.core.internal;

/** The owner's look at its deadlines, for benchmarks outside of this package. */
public final class DeadlineLook {
    private DeadlineLook() {}

    public static void at(Deadlines deadlines) {
        deadlines.look(StandardSurroundings.INSTANCE.nanos(), Runnable::run);
    }
}
