package dev.leat.spring;

import dev.leat.core.ConfigurationException;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ClassUtils;

/**
 * Makes the values of {@code leat.config.namespaces} properties: below what the command line, the JVM and the system's environment say, above all files. When the environment is complete, profiles and
 * what tests add to it included, and before there are bean definitions, whose conditions may ask for such properties. So this is no {@code spring.config.import}: files for a profile would win over
 * that, and it would not know yet which broker a test has.
 */
final class LiveEnvironment implements ApplicationListener<ApplicationContextInitializedEvent> {
    static final String BEAN = "leatEnvironmentStore";
    private static final String NAMESPACES = "leat.config.namespaces";

    /** Below the last of these that there is. */
    private static final List<String> ABOVE = List.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
            CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME);

    @Override
    public void onApplicationEvent(ApplicationContextInitializedEvent event) {
        ConfigurableApplicationContext context = event.getApplicationContext();
        ConfigurableEnvironment environment = context.getEnvironment();
        Binder binder = Binder.get(environment);
        LeatProperties.Config options = binder.bindOrCreate("leat.config", LeatProperties.Config.class);
        boolean isEnabled = binder.bind("leat.enabled", Boolean.class).orElse(true);
        if (!isEnabled || options.namespaces().isEmpty()) {
            return;
        }
        if (!ClassUtils.isPresent("dev.leat.config.ConfigStore", context.getClassLoader())) {
            throw new ConfigurationException(
                    "live configuration",
                    "'" + NAMESPACES + "' is set, which needs dev.leat:leat-config; add it as a dependency");
        }
        MutablePropertySources all = environment.getPropertySources();
        if (!options.namespaces().stream().map(LiveSource::name).allMatch(all::contains)) { // of a parent
            EnvironmentStore store = EnvironmentStore.open(context, options);
            DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
            beans.registerSingleton(BEAN, store);
            beans.registerDisposableBean(BEAN, store::close);
            store.sources().forEach(all::addLast);
        }
        place(options.namespaces(), all);
    }

    private static void place(List<String> namespaces, MutablePropertySources all) {
        PropertySource<?> above =
                ABOVE.stream().filter(all::contains).findFirst().map(all::get).orElse(null);
        for (String namespace : namespaces.stream().distinct().toList()) {
            PropertySource<?> source = Objects.requireNonNull(all.remove(LiveSource.name(namespace)), namespace);
            if (above == null) {
                all.addFirst(source);
            } else {
                all.addAfter(above.getName(), source);
            }
            above = source;
        }
    }
}
