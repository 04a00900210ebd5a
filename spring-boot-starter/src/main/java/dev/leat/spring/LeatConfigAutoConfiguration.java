package dev.leat.spring;

import dev.leat.config.ConfigObserver;
import dev.leat.config.ConfigStore;
import dev.leat.core.Leat;
import dev.leat.core.health.Check;
import dev.leat.core.health.Finding;
import dev.leat.core.health.HealthStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ContextRefreshedEvent;

/** Live configuration, if {@code leat-config} is there: a {@link ConfigStore} for those who want one, {@link LiveProperties}, and events of changed properties. */
@AutoConfiguration(after = LeatAutoConfiguration.class)
@ConditionalOnClass(ConfigStore.class)
@ConditionalOnBooleanProperty(name = "leat.enabled", matchIfMissing = true)
@Import(LivePropertiesBeans.class)
final class LeatConfigAutoConfiguration {
    /** Started, so that what is made live by it is in force at once. On demand: it makes topics. The one of the properties, if there is one. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    ConfigStore leatConfigStore(
            ObjectProvider<EnvironmentStore> early,
            ObjectProvider<Leat> leat,
            LeatProperties properties,
            ObjectProvider<ConfigObserver> observers) {
        EnvironmentStore known = early.getIfAvailable();
        if (known != null) {
            return known.store();
        }
        ConfigStore store = StoreOptions.store(leat.getObject(), properties.config(), observers.orderedStream());
        StoreOptions.start(store);
        return store;
    }

    /** All observers that are beans, of the store that was there before them, too. */
    @Bean
    @ConditionalOnBean(EnvironmentStore.class)
    SmartInitializingSingleton leatConfigObservers(EnvironmentStore early, ObjectProvider<ConfigObserver> observers) {
        return () -> early.observers().tell(observers.orderedStream().toList());
    }

    /** When all who listen are there; they hear of what has changed since the properties were first read. */
    @Bean
    @ConditionalOnBean(EnvironmentStore.class)
    ApplicationListener<ContextRefreshedEvent> leatConfigEvents(EnvironmentStore early, ApplicationContext own) {
        return event -> {
            if (event.getApplicationContext() == own && own instanceof ConfigurableApplicationContext context) {
                early.sources().forEach(source -> source.tell(change -> tell(context, change)));
            }
        };
    }

    private static void tell(ConfigurableApplicationContext context, LeatConfigChanged change) {
        if (context.isActive()) {
            context.publishEvent(change);
        }
    }

    @Bean
    MoreChecks leatConfigChecks(ConfigurableListableBeanFactory beans) {
        return () -> Map.of("config", () -> found(WantedStores.of(beans)));
    }

    private static Finding found(Set<ConfigStore> stores) throws Exception {
        List<Finding> all = new ArrayList<>();
        for (ConfigStore store : stores) {
            Check health = store.health();
            all.add(health.check());
        }
        return all.isEmpty()
                ? Finding.ok("no namespace is live")
                : new Finding(
                        all.stream()
                                .map(Finding::status)
                                .max(Comparator.naturalOrder())
                                .orElse(HealthStatus.OK),
                        all.stream().map(Finding::message).collect(Collectors.joining(". ")));
    }
}
