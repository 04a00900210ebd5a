package dev.leat.embedded;

import org.jspecify.annotations.Nullable;

/**
 * A node did not become ready, or did not obey in time. The message names the node and the reason it gave.
 *
 * @since 0.1
 */
public final class BrokerFailedException extends EmbeddedException {
    private final int node;

    BrokerFailedException(int node, String what, @Nullable Throwable cause) {
        super("Kafka node " + node + " " + what, cause);
        this.node = node;
    }

    /** Id of the node that failed. */
    public int node() {
        return node;
    }
}
