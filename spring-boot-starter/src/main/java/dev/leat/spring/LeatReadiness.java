package dev.leat.spring;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.listener.Listeners;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The health indicator {@code leatReadiness}: ready once each group that was started has become a member; never, if one has ended by itself before. What happens to Kafka later takes an application that
 * has been ready out of no balancer: all of its instances would go at once, for something that no other instance does better.
 */
final class LeatReadiness implements HealthIndicator {
    private static final Set<GroupState> NOT_YET = Set.of(GroupState.INITIALISING, GroupState.STARTING);

    private final ObjectProvider<Listeners> provider;
    private final Set<String> joined = ConcurrentHashMap.newKeySet();

    LeatReadiness(ObjectProvider<Listeners> provider) {
        this.provider = provider;
    }

    @Override
    public Health health() {
        Map<String, String> waiting = new LinkedHashMap<>();
        for (ConsumerGroup group : provider.getObject().groups()) {
            GroupState state = group.state();
            if (state == GroupState.CONSUMING) {
                joined.add(group.id());
            } else if ((NOT_YET.contains(state) || group.failure().isPresent()) && !joined.contains(group.id())) {
                waiting.put(
                        group.id(),
                        state
                                + group.failure()
                                        .or(group::trouble)
                                        .map(trouble -> ": " + trouble.getMessage())
                                        .orElse(""));
            }
        }
        return waiting.isEmpty()
                ? Health.up().build()
                : Health.outOfService().withDetail("waiting", waiting).build();
    }
}
