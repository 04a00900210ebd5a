package dev.leat.config;

import dev.leat.core.LeatException;
import org.jspecify.annotations.Nullable;

/** Kafka does not answer, or refuses what a configuration needs of it. */
public final class ConfigStoreException extends LeatException {
    ConfigStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
