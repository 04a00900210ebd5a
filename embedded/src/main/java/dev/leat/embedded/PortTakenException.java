package dev.leat.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The port asked for with {@link EmbeddedBuilder#port(int)} belongs to another program.
 *
 * @since 0.1
 */
public final class PortTakenException extends EmbeddedException {
    private final int port;

    PortTakenException(int port, @Nullable Throwable cause) {
        super(
                "Port " + port + " on " + Ports.HOST + " is taken. Stop the program that listens there, choose another"
                        + " port, or leave port(...) out for a free one.",
                cause);
        this.port = port;
    }

    /** The port that is taken. */
    public int port() {
        return port;
    }
}
