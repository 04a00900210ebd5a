package dev.leat.cli;

import dev.leat.core.LeatException;
import org.jspecify.annotations.Nullable;

/** A command cannot be carried out; the message is for the user. */
final class CommandException extends LeatException {
    CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
