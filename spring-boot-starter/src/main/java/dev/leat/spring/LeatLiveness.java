package dev.leat.spring;

import dev.leat.core.health.CheckState;
import dev.leat.core.health.Health;
import dev.leat.core.health.HealthStatus;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health indicator {@code leatLiveness}, if asked for: broken once a group has ended by itself or does not answer, which a new process may mend. */
final class LeatLiveness implements HealthIndicator {
    private final ObjectProvider<Health> health;

    LeatLiveness(ObjectProvider<Health> health) {
        this.health = health;
    }

    @Override
    public org.springframework.boot.health.contributor.Health health() {
        List<String> broken = health.getObject().report().checks().stream()
                .filter(each -> !each.name().equals(LeatHealth.BROKERS) && each.status() == HealthStatus.CRITICAL)
                .map(CheckState::name)
                .toList();
        return broken.isEmpty()
                ? org.springframework.boot.health.contributor.Health.up().build()
                : org.springframework.boot.health.contributor.Health.down()
                        .withDetail("broken", broken)
                        .build();
    }
}
