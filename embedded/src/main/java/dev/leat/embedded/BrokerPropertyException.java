package dev.leat.embedded;

import org.jspecify.annotations.Nullable;

/**
 * A broker property was refused, by the broker or because Leat decides it. Nothing was started.
 *
 * @since 0.1
 */
public final class BrokerPropertyException extends EmbeddedException {
    private final String key;

    BrokerPropertyException(String key, String reason, @Nullable Throwable cause) {
        super("Broker property \"" + key + "\" refused: " + reason, cause);
        this.key = key;
    }

    /** The property as it was given. */
    public String key() {
        return key;
    }
}
