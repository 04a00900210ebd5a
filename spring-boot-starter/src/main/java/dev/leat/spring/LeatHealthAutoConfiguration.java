package dev.leat.spring;

import dev.leat.core.Leat;
import dev.leat.core.health.BrokerCheck;
import dev.leat.core.health.GroupCheck;
import dev.leat.core.health.Health;
import dev.leat.core.health.HealthBuilder;
import dev.leat.listener.Listeners;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** What Actuator tells of Leat. Nothing of it without Actuator's health, or with {@code management.health.leat.enabled=false}. */
@AutoConfiguration(
        after = LeatAutoConfiguration.class,
        afterName =
                "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(Leat.class)
@ConditionalOnEnabledHealthIndicator("leat")
final class LeatHealthAutoConfiguration {
    /** On demand, since its groups are known only then. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    Health leatHealth(Leat leat, Listeners listeners, LeatProperties properties, ObjectProvider<MoreChecks> more) {
        HealthBuilder builder =
                Health.of(leat).every(properties.health().every()).check(LeatHealth.BROKERS, BrokerCheck.of(leat));
        listeners
                .groups()
                .forEach(group -> builder.check(
                        LeatHealth.check(group),
                        GroupCheck.of(group).warnStanding(properties.health().standing())));
        more.forEach(each -> each.checks().forEach(builder::check));
        return builder.build();
    }

    /** Checks go on from before the listeners start, so that something is known when somebody asks. */
    @Bean
    WithListeners leatHealthStart(ObjectProvider<Health> health) {
        return listeners -> health.getObject().start();
    }

    @Bean
    LeatHealth leatHealthContributor(
            ObjectProvider<Listeners> listeners, ObjectProvider<Health> health, ObjectProvider<MoreChecks> more) {
        return new LeatHealth(listeners, health, more);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthEndpointGroups.class)
    static class Probes {
        @Bean
        @ConditionalOnBooleanProperty(name = "leat.health.readiness", matchIfMissing = true)
        LeatReadiness leatReadinessHealthIndicator(ObjectProvider<Listeners> listeners) {
            return new LeatReadiness(listeners);
        }

        @Bean
        @ConditionalOnBooleanProperty("leat.health.liveness")
        LeatLiveness leatLivenessHealthIndicator(ObjectProvider<Listeners> listeners, ObjectProvider<Health> health) {
            return new LeatLiveness(listeners, health);
        }

        @Bean
        HealthEndpointGroupsPostProcessor leatProbes(Environment environment, LeatProperties properties) {
            return new ProbeMembers(environment, properties.health());
        }
    }
}
