package dev.leat.config;

import dev.leat.core.LeatException;
import org.jspecify.annotations.Nullable;

/** Kafka does not answer, or refuses what a configuration needs of it. */
public final class ConfigStoreException extends LeatException {
    private final boolean isLasting;

    ConfigStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.isLasting = false;
    }

    private ConfigStoreException(String message) {
        super(message, null);
        this.isLasting = true;
    }

    /** Of what is to be published, and not of Kafka: it would be the same at the next attempt. */
    static ConfigStoreException lasting(String message) {
        return new ConfigStoreException(message);
    }

    boolean isLasting() {
        return isLasting;
    }
}
