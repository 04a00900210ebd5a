package dev.leat.core.internal;

/**
 * How the stage of a record ends that nobody waits for any more, though it is not done: what is behind it goes on, and it stays unfinished
 * until {@link Assigned#finished}. A failure, so that an interceptor which does not know it lets it through.
 */
public final class Released extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Released() {
        super("released before it was done", null, false, false);
    }

    static boolean is(Throwable error) {
        return error instanceof Released;
    }
}
