package dev.leat.core.health;

import java.util.Objects;

/**
 * What a check has found.
 *
 * @param message for people: what is wrong, where, and why; shown to whoever may ask for the health
 */
public record Finding(HealthStatus status, String message) {
    public Finding {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(message, "message");
    }

    public static Finding ok(String message) {
        return new Finding(HealthStatus.OK, message);
    }

    public static Finding warning(String message) {
        return new Finding(HealthStatus.WARNING, message);
    }

    public static Finding critical(String message) {
        return new Finding(HealthStatus.CRITICAL, message);
    }
}
