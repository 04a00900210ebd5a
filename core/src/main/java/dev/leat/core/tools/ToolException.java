package dev.leat.core.tools;

import dev.leat.core.LeatException;
import org.jspecify.annotations.Nullable;

/**
 * A tool could not do its work, because Kafka refused or did not answer. The message says what it wanted and why it did not get it.
 *
 * @since 0.1
 */
public class ToolException extends LeatException {
    ToolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
