package dev.leat.cdi;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.listener.Configuration;
import dev.leat.listener.Listeners;
import dev.leat.listener.ListenersBuilder;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs in the container: built when all beans are known to fit together, started after that, closed before they go. Thread-safe. */
final class Hosted {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.cdi");

    private final Optional<Listeners> listeners;
    private final Duration stopWithin;

    private Hosted(Optional<Listeners> listeners, Duration stopWithin) {
        this.listeners = listeners;
        this.stopWithin = stopWithin;
    }

    /** @throws ConfigurationException naming everything that cannot work */
    static Hosted of(FoundBeans found, BeanManager beans) {
        List<String> problems = new ArrayList<>();
        List<ListenerBean<?>> all = found.listeners(beans, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException("listeners", problems);
        }
        Configuration configuration = Beans.configuration(beans);
        Optional<Listeners> listeners =
                all.isEmpty() ? none(configuration) : Optional.of(listeners(all, configuration, beans));
        tellDeaf(found, listeners);
        return new Hosted(listeners, Duration.ofSeconds(30));
    }

    private static Optional<Listeners> none(Configuration configuration) {
        Set<String> meant = configuration.names("leat.groups.");
        if (!meant.isEmpty()) {
            throw new ConfigurationException(
                    "listeners",
                    "no bean has listener methods, but there is configuration for some, such as '"
                            + meant.iterator().next()
                            + "'; give their classes a scope such as @ApplicationScoped, and their archive a"
                            + " beans.xml");
        }
        return Optional.empty();
    }

    private static Listeners listeners(List<ListenerBean<?>> all, Configuration configuration, BeanManager beans) {
        ListenersBuilder builder = Listeners.of(Beans.only(Leat.class, beans))
                .configuration(configuration)
                .instances(new BeanInstances(beans, all));
        all.forEach(each -> builder.add(each.type()));
        if (JsonSerdes.areThere()) {
            JsonSerdes.addTo(builder);
        }
        beans.getEvent().select(ListenersBuilder.class).fire(builder);
        return builder.build();
    }

    /** An observer of the builder may have added objects of them, which is as well. */
    private static void tellDeaf(FoundBeans found, Optional<Listeners> listeners) {
        for (Class<?> each : found.deaf()) {
            boolean isAdded = listeners.stream()
                    .flatMap(all -> all.report().listeners().stream())
                    .anyMatch(method -> method.place().startsWith(each.getName() + "#"));
            if (each.isAnnotationPresent(Alternative.class)) {
                LOG.info("{} gets no messages: it is an alternative that is not selected", each.getName());
            } else if (!isAdded) {
                LOG.warn(
                        "{} has listener methods, but is no bean, so it gets no messages; give it a scope such as"
                                + " @ApplicationScoped and a constructor that the container can use, or take the listeners away",
                        each.getName());
            }
        }
    }

    /** Empty if no bean has listener methods. */
    Optional<Listeners> listeners() {
        return listeners;
    }

    void start() {
        listeners.ifPresent(Listeners::start);
    }

    /** A second call does nothing. */
    void close() {
        listeners.ifPresent(all -> all.close(stopWithin));
    }
}
