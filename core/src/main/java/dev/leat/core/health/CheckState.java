package dev.leat.core.health;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known about one check, at one moment.
 *
 * @param status {@link HealthStatus#WARNING} before it has run once
 * @param lastChecked when it last gave an answer, or should have
 * @param lastSuccess when that was last {@link HealthStatus#OK}
 * @param lastFailure when that was last anything else
 */
public record CheckState(
        String name,
        HealthStatus status,
        String message,
        Optional<Instant> lastChecked,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastFailure) {
    static CheckState unknown(String name) {
        return new CheckState(
                name, HealthStatus.WARNING, "not checked yet", Optional.empty(), Optional.empty(), Optional.empty());
    }

    CheckState with(Finding finding, Instant now) {
        boolean ok = finding.status() == HealthStatus.OK;
        return new CheckState(
                name,
                finding.status(),
                finding.message(),
                Optional.of(now),
                ok ? Optional.of(now) : lastSuccess,
                ok ? lastFailure : Optional.of(now));
    }
}
