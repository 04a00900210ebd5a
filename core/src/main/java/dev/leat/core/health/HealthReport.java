package dev.leat.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The health of a service at one moment.
 *
 * @param status the worst of all checks, a critical one counted as a warning for as long as {@link HealthBuilder#criticalAfter} says
 * @param version of the service, as it has told it; may be empty
 * @param started when the health was begun to be watched
 * @param checks in the order they were added in
 */
public record HealthReport(
        HealthStatus status, String version, Instant started, Duration uptime, List<CheckState> checks) {
    public HealthReport {
        checks = List.copyOf(checks);
    }
}
