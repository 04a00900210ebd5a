package dev.leat.spring;

import dev.leat.core.health.Health;
import dev.leat.listener.Listeners;
import dev.leat.micrometer.LeatMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Meters of messages, groups, broadcasts and health, if {@code leat-micrometer} and a registry are there. */
@AutoConfiguration(
        before = LeatAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({LeatMeters.class, MeterRegistry.class})
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "leat.enabled", matchIfMissing = true)
final class LeatMetersAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    LeatMeters leatMeters(MeterRegistry registry) {
        return LeatMeters.of(registry);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    LeatCustomizer leatMetersCustomizer(LeatMeters meters) {
        return meters::applyTo;
    }

    @Bean
    WithListeners leatMetersBinding(LeatMeters meters, ObjectProvider<Health> health) {
        return new WithListeners() {
            @Override
            public void built(Listeners listeners) {
                listeners.groups().forEach(meters::bind);
                health.ifUnique(meters::bind);
            }

            @Override
            public void started(Listeners listeners) {
                listeners.broadcasts().forEach(meters::bind); // another one with each start
            }
        };
    }
}
