package dev.leat.core;

/**
 * A tail ended by itself, for the reason in the cause.
 *
 * @since 0.1
 */
public final class TailFailedException extends LeatException {
    private final String name;

    TailFailedException(String name, Throwable cause) {
        super("tail '" + name + "' stopped because of " + cause, cause);
        this.name = name;
    }

    /** The tail's. */
    public String name() {
        return name;
    }
}
