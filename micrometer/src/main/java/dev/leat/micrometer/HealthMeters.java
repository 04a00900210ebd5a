package dev.leat.micrometer;

import dev.leat.core.health.CheckState;
import dev.leat.core.health.Health;
import dev.leat.core.health.HealthStatus;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of a {@link Health}, which asks nobody for a report. */
final class HealthMeters {
    private HealthMeters() {}

    static LeatMeters.Binding register(Health health, MeterRegistry registry) {
        Registered meters = new Registered(registry);
        meters.gauge("leat.health.status", null, () -> value(health.report().status()));
        for (CheckState check : health.report().checks()) {
            String name = check.name();
            meters.gauge("leat.health.check.status", null, () -> value(health, name), "check", name);
        }
        return meters::remove;
    }

    private static double value(Health health, String check) {
        return health.report().checks().stream()
                .filter(state -> state.name().equals(check))
                .mapToDouble(state -> value(state.status()))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double value(HealthStatus status) {
        return switch (status) {
            case OK -> 0;
            case WARNING -> 1;
            case CRITICAL -> 2;
        };
    }
}
