package dev.leat.spring;

import dev.leat.config.ConfigStore;
import dev.leat.config.LiveConfig;
import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The store whose namespaces are properties, on a connection of its own: it is there before any bean, so that conditions and placeholders find the properties. A
 * bean itself, and the last to be closed.
 */
record EnvironmentStore(Leat leat, ConfigStore store, LateObservers observers, List<LiveSource> sources)
        implements AutoCloseable {
    private static final String SPRING_KAFKA = "org.springframework.boot.kafka.autoconfigure.KafkaProperties";

    /** Reads what there is; after the time limit with what was kept, or nothing. */
    static EnvironmentStore open(ConfigurableApplicationContext context, LeatProperties.Config options) {
        Environment environment = context.getEnvironment();
        Connecting way =
                context.getBeanFactory().getBeanProvider(Connecting.class).getIfAvailable(Connecting::toBrokers);
        Leat leat = way.leat(builder -> {
            BrokerConnection.addTo(
                    builder, new EnvironmentConfiguration(environment), way, () -> kafka(context, environment));
            return builder;
        });
        try {
            LateObservers observers = new LateObservers();
            ConfigStore store = StoreOptions.store(leat, options, Stream.of(observers));
            List<LiveConfig<Map<String, Object>>> live = options.namespaces().stream()
                    .distinct()
                    .map(namespace -> store.live(namespace, Map.of()).build())
                    .toList();
            StoreOptions.start(store);
            return new EnvironmentStore(
                    leat, store, observers, live.stream().map(LiveSource::new).toList());
        } catch (RuntimeException e) {
            leat.close();
            throw e;
        }
    }

    private static @Nullable KafkaSettings kafka(ConfigurableApplicationContext context, Environment environment) {
        return ClassUtils.isPresent(SPRING_KAFKA, context.getClassLoader())
                ? OfSpringKafka.settings(environment)
                : null;
    }

    boolean has(String namespace) {
        return sources.stream()
                .anyMatch(source -> source.getSource().namespace().equals(namespace));
    }

    @Override
    public void close() {
        store.close();
        leat.close();
    }

    /** What properties say; details of services are beans, and so are bundles. */
    private static final class OfSpringKafka {
        static KafkaSettings settings(Environment environment) {
            KafkaProperties properties = Binder.get(environment).bindOrCreate("spring.kafka", KafkaProperties.class);
            if (properties.getSsl().getBundle() != null) {
                throw new ConfigurationException(
                        "live configuration",
                        "'spring.kafka.ssl.bundle' is set, and leat.config.namespaces are read before there are bundles;"
                                + " say leat.brokers, and TLS by leat.properties.ssl.<setting>");
            }
            KafkaConnectionDetails details = properties::getBootstrapServers;
            return new SpringKafka(properties, details);
        }
    }
}
