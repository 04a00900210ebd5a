package dev.leat.spring;

import dev.leat.config.ConfigStore;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The stores of live configuration that somebody has wanted by now: to ask for one would make it, and its topics. */
final class WantedStores {
    private WantedStores() {}

    static Set<ConfigStore> of(ConfigurableListableBeanFactory beans) {
        Set<ConfigStore> stores = new LinkedHashSet<>();
        beans.getBeanProvider(EnvironmentStore.class).ifAvailable(early -> stores.add(early.store()));
        for (String name : beans.getBeanNamesForType(ConfigStore.class, true, false)) {
            if (beans.containsSingleton(name)) {
                stores.add(beans.getBean(name, ConfigStore.class));
            }
        }
        return stores;
    }
}
