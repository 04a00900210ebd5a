package dev.leat.micrometer;

import dev.leat.config.ConfigObserver;
import dev.leat.config.ConfigStatus;
import dev.leat.config.ConfigStore;
import dev.leat.config.Rejection;
import dev.leat.config.Snapshot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToDoubleFunction;

/**
 * Meters of live configuration, in one registry of Micrometer. Needs the module {@code leat-config}.
 *
 * <pre>{@code
 * ConfigMeters meters = ConfigMeters.of(registry);
 * ConfigStore store = ConfigStore.on(leat).observer(meters).build(); // what comes into force, and what does not
 * ...
 * meters.bind(store); // what is in force
 * }</pre>
 *
 * <ul>
 *   <li>{@code leat.config.applied}, a counter by {@code namespace}: what came into force, what an instance begins with too
 *   <li>{@code leat.config.rejected}, a counter by {@code namespace}: versions that were not taken
 *   <li>{@code leat.config.propagation}, a timer with buckets by {@code namespace}: from when a version was published until it was in force here, by the clocks of two machines; only of those
 *       that were published while the store was running
 *   <li>{@code leat.config.unreadable}, a counter: records that are no versions
 * </ul>
 *
 * <p>Tags are namespaces that the application has live, and names of instances; never values. All methods may be called from any thread.
 *
 * @since 0.1
 */
public final class ConfigMeters implements ConfigObserver {
    private static final String NAMESPACE = "namespace";

    private final MeterRegistry registry;
    private final ConcurrentMap<String, OfNamespace> namespaces = new ConcurrentHashMap<>();
    private final Counter unreadable;

    private ConfigMeters(MeterRegistry registry) {
        this.registry = registry;
        this.unreadable = Counter.builder("leat.config.unreadable")
                .description("Records of topics of configuration that are no versions")
                .register(registry);
    }

    /** Meters of this registry. One for each registry, for all of its stores. */
    public static ConfigMeters of(MeterRegistry registry) {
        return new ConfigMeters(registry);
    }

    /**
     * Of all namespaces that the store has live by now, by {@code namespace} and {@code instance}:
     *
     * <ul>
     *   <li>{@code leat.config.version}, a gauge: which one is in force, 0 for the defaults
     *   <li>{@code leat.config.stale.age}, a gauge in the registry's unit of time: for how long there may have been a newer one, 0 while that is known not to be so
     * </ul>
     *
     * @return what removes them
     * @throws InterruptedException if the calling thread was interrupted
     */
    public LeatMeters.Binding bind(ConfigStore store) throws InterruptedException {
        Registered meters = new Registered(registry);
        for (ConfigStatus status : store.status()) {
            String namespace = status.namespace();
            var unused = meters(namespace); // from the start, so that the first event is seen as a rise
            String[] tags = {NAMESPACE, namespace, "instance", store.instance()};
            meters.gauge("leat.config.version", null, () -> value(store, namespace, ConfigStatus::version), tags);
            meters.seconds("leat.config.stale.age", () -> value(store, namespace, ConfigMeters::staleSeconds), tags);
        }
        return meters::remove;
    }

    private static double staleSeconds(ConfigStatus status) {
        return status.isStale() ? status.age().toMillis() / 1e3 : 0;
    }

    private static double value(ConfigStore store, String namespace, ToDoubleFunction<ConfigStatus> value) {
        return status(store).stream()
                .filter(status -> status.namespace().equals(namespace))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static List<ConfigStatus> status(ConfigStore store) {
        try {
            return store.status();
        } catch (InterruptedException e) { // who reads the meters is to end
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public void applied(String namespace, Snapshot<?> snapshot, Duration sincePublished) {
        OfNamespace meters = meters(namespace);
        meters.applied.increment();
        if (!sincePublished.isZero()) {
            meters.propagation.record(sincePublished);
        }
    }

    @Override
    public void rejected(String namespace, Rejection rejection) {
        meters(namespace).rejected.increment();
    }

    @Override
    public void unreadable(String place, String why) {
        unreadable.increment();
    }

    private OfNamespace meters(String namespace) {
        OfNamespace known = namespaces.get(namespace);
        return known != null ? known : namespaces.computeIfAbsent(namespace, OfNamespace::new);
    }

    @Override
    public String toString() {
        return "ConfigMeters[" + registry.getClass().getSimpleName() + "]";
    }

    private final class OfNamespace {
        private final Counter applied;
        private final Counter rejected;
        private final Timer propagation;

        OfNamespace(String namespace) {
            this.applied = Counter.builder("leat.config.applied")
                    .description("Configuration that came into force")
                    .tags(NAMESPACE, namespace)
                    .register(registry);
            this.rejected = Counter.builder("leat.config.rejected")
                    .description("Versions of the configuration that were not taken")
                    .tags(NAMESPACE, namespace)
                    .register(registry);
            this.propagation = Timer.builder("leat.config.propagation")
                    .description("From when a version was published until it was in force here")
                    .tags(NAMESPACE, namespace)
                    .serviceLevelObjectives(Convention.buckets())
                    .register(registry);
        }
    }
}
