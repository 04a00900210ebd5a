package dev.leat.avro;

import dev.leat.core.LeatException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry that cannot be asked, or does not have (yet) what it is asked for. It may pass: a group handles the record again, as
 * its retries say, and does not take it for unreadable. What cannot pass is a {@link dev.leat.core.SerdeException}.
 *
 * @since 0.1
 */
public final class SchemaRegistryException extends LeatException {
    private final @Nullable Integer status;

    /** @param message what was asked of whom, why it failed, and what to do; no credentials */
    public SchemaRegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = null;
    }

    SchemaRegistryException(String message, int status) {
        super(message, null);
        this.status = status;
    }

    /** The HTTP status that the registry answered with; empty if it did not answer. */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
