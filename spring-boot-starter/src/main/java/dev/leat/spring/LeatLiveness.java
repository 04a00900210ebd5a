package dev.leat.spring;

import dev.leat.core.health.CheckState;
import dev.leat.core.health.HealthStatus;
import dev.leat.listener.Listeners;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health indicator {@code leatLiveness}, if asked for: broken once a group or broadcast has ended by itself, or a group does not answer, which a new process may mend. */
final class LeatLiveness implements HealthIndicator {
    private final ObjectProvider<Listeners> listeners;
    private final ObjectProvider<dev.leat.core.health.Health> health;

    LeatLiveness(ObjectProvider<Listeners> listeners, ObjectProvider<dev.leat.core.health.Health> health) {
        this.listeners = listeners;
        this.health = health;
    }

    @Override
    public Health health() {
        Stream<String> groups = health.getObject().report().checks().stream()
                .filter(each -> !each.name().equals(LeatHealth.BROKERS) && each.status() == HealthStatus.CRITICAL)
                .map(CheckState::name);
        Stream<String> broadcasts = listeners.getObject().broadcasts().stream()
                .filter(each -> each.failure().isPresent())
                .map(each -> "broadcast-" + each.name());
        List<String> broken = Stream.concat(groups, broadcasts).toList();
        return broken.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("broken", broken).build();
    }
}
