package dev.leat.core.internal;

/** Why a record of a batch is not done though nothing is wrong with it: one before it has failed, and it has to wait for that. */
public final class NotReached extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotReached() {
        super("one before it has to be done first", null, false, false);
    }
}
