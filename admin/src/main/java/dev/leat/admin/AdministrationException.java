package dev.leat.admin;

import dev.leat.core.LeatException;
import org.jspecify.annotations.Nullable;

/** The cluster could not be asked, or would not say: nobody answers, the login is wrong, or it is not allowed. Nothing was changed. */
public final class AdministrationException extends LeatException {
    AdministrationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
