package dev.leat.spring;

import dev.leat.config.ConfigStore;
import dev.leat.micrometer.ConfigMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextRefreshedEvent;

/** Meters of live configuration, if {@code leat-config}, {@code leat-micrometer} and a registry are there. */
@AutoConfiguration(before = LeatConfigAutoConfiguration.class, after = LeatMetersAutoConfiguration.class)
@ConditionalOnClass({ConfigStore.class, ConfigMeters.class, MeterRegistry.class})
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "leat.enabled", matchIfMissing = true)
final class LeatConfigMetersAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ConfigMeters leatConfigMeters(MeterRegistry registry) {
        return ConfigMeters.of(registry);
    }

    /** What is live by the time all beans are there. */
    @Bean
    ApplicationListener<ContextRefreshedEvent> leatConfigGauges(
            ConfigMeters meters, ConfigurableListableBeanFactory beans, ApplicationContext own) {
        return event -> {
            if (event.getApplicationContext() == own) {
                WantedStores.of(beans).forEach(store -> bind(meters, store));
            }
        };
    }

    private static void bind(ConfigMeters meters, ConfigStore store) {
        try {
            var unused = meters.bind(store); // the registry ends with the application, too
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while meters of live configuration were made", e);
        }
    }
}
