package dev.leat.cdi;

import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigStoreBuilder;
import dev.leat.config.ConfigTopic;
import dev.leat.config.Secrets;
import dev.leat.core.Leat;
import dev.leat.listener.Configuration;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Live configuration as {@code leat.config} says, started. The only class, with {@link LiveValues}, that knows its module. */
final class LiveStore {
    private static final String NAMESPACES = "leat.config.namespaces";
    private static final String LABELS = "leat.config.labels.";

    private final ConfigStore store;
    private final LiveValues values;

    private LiveStore(ConfigStore store, LiveValues values) {
        this.store = store;
        this.values = values;
    }

    static boolean isThere() {
        return Beans.isThere("dev.leat.config.ConfigStore");
    }

    /** Its bean, if the application has none of its own. */
    static void addTo(AfterBeanDiscovery event, FoundBeans found, Hosted hosted) {
        if (!found.has(ConfigStore.class)) {
            event.addBean(GivenBean.of(ConfigStore.class, () -> hosted.live().store()));
        }
    }

    /** Whose values are properties. */
    static List<String> namespaces(Configuration configuration) {
        return Arrays.stream(configuration.value(NAMESPACES).orElse("").split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * Reads what there is; with Kafka away what was kept, or nothing.
     *
     * @throws dev.leat.core.ConfigurationException if an option cannot work
     */
    static LiveStore open(Leat leat, Configuration configuration) {
        ConfigStore store = builder(leat, configuration).build();
        LiveValues values = new LiveValues(namespaces(configuration).stream()
                .map(name -> store.live(name, Map.of()).build())
                .toList());
        try {
            store.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while live configuration was read", e);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        return new LiveStore(store, values);
    }

    private static ConfigStoreBuilder builder(Leat leat, Configuration configuration) {
        ConfigStoreBuilder builder = ConfigStore.on(leat);
        configuration.value("leat.config.topic").map(ConfigTopic::of).ifPresent(builder::topic);
        configuration.value("leat.config.last-known-good").map(Path::of).ifPresent(builder::lastKnownGood);
        configuration.duration("leat.config.start-within").ifPresent(builder::startWithin);
        configuration.value("leat.config.instance").ifPresent(builder::instance);
        for (String name : configuration.names(LABELS)) {
            configuration.value(name).ifPresent(value -> builder.label(name.substring(LABELS.length()), value));
        }
        configuration.duration("leat.config.report-every").ifPresent(builder::reportEvery);
        configuration.value("leat.config.overrides").map(Path::of).ifPresent(builder::overrides);
        configuration
                .value("leat.config.secrets-file")
                .map(Path::of)
                .map(Secrets::fromFile)
                .ifPresent(builder::secrets);
        return builder;
    }

    ConfigStore store() {
        return store;
    }

    Map<String, String> values() {
        return values.all();
    }

    void close() {
        store.close();
    }
}
