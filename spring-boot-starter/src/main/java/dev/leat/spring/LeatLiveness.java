package dev.leat.spring;

import dev.leat.core.health.CheckState;
import dev.leat.core.health.HealthStatus;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health indicator {@code leatLiveness}, if asked for: broken once a group has ended by itself or does not answer, which a new process may mend. */
final class LeatLiveness implements HealthIndicator {
    private final ObjectProvider<dev.leat.core.health.Health> health;

    LeatLiveness(ObjectProvider<dev.leat.core.health.Health> health) {
        this.health = health;
    }

    @Override
    public Health health() {
        List<String> broken = health.getObject().report().checks().stream()
                .filter(each -> !each.name().equals(LeatHealth.BROKERS) && each.status() == HealthStatus.CRITICAL)
                .map(CheckState::name)
                .toList();
        return broken.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("broken", broken).build();
    }
}
