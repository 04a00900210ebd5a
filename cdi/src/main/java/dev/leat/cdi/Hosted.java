package dev.leat.cdi;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import dev.leat.listener.Configuration;
import dev.leat.listener.Connection;
import dev.leat.listener.KafkaClients;
import dev.leat.listener.KafkaClientsBuilder;
import dev.leat.listener.Listeners;
import dev.leat.listener.ListenersBuilder;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs in the container. Connection and clients are made when somebody asks for them, since beans that make or change them may do so; listeners when all beans are known to
 * fit together. All is closed before beans go. Thread-safe.
 */
final class Hosted {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.cdi");
    private static final String STOP_WITHIN = "leat.stop-within";
    private static final String NAMESPACES = "leat.config.namespaces";
    private static final Duration STOP = Duration.ofSeconds(30);

    private final FoundBeans found;
    private final BeanManager beans;
    // All guarded by this.
    private @Nullable Configuration configuration;
    private @Nullable Leat leat;
    private @Nullable Leat own;
    private @Nullable KafkaClients clients;
    private @Nullable Listeners listeners;
    private @Nullable LiveStore live;
    private Duration stopWithin = STOP;
    private boolean isClosed;

    Hosted(FoundBeans found, BeanManager beans) {
        this.found = found;
        this.beans = beans;
    }

    private synchronized Configuration configuration() {
        Configuration known = configuration;
        if (known == null) {
            known = Beans.configuration(beans);
            configuration = known;
        }
        return known;
    }

    /** The connection of an application that has none of its own. */
    synchronized Leat ownLeat() {
        checkOpen();
        Leat known = own;
        if (known == null) {
            LeatBuilder builder = Connection.of(configuration());
            beans.getEvent().select(LeatBuilder.class).fire(builder);
            known = builder.build();
            own = known;
        }
        return known;
    }

    /** The application's connection, or ours. */
    private synchronized Leat leat() {
        Leat known = leat;
        if (known == null) {
            known = Beans.only(Leat.class, beans);
            leat = known;
        }
        return known;
    }

    synchronized KafkaClients clients() {
        checkOpen();
        if (found.has(KafkaClients.class)) {
            return Beans.only(KafkaClients.class, beans);
        }
        KafkaClients known = clients;
        if (known == null) {
            KafkaClientsBuilder builder = KafkaClients.of(leat()).configuration(configuration());
            JsonSerdes.ifThere().ifPresent(builder::serdes);
            beans.getEvent().select(KafkaClientsBuilder.class).fire(builder);
            known = builder.build();
            clients = known;
        }
        return known;
    }

    /** Live configuration, started when somebody first wants it. */
    synchronized LiveStore live() {
        checkOpen();
        LiveStore known = live;
        if (known == null) {
            known = LiveStore.open(leat(), configuration());
            live = known;
        }
        return known;
    }

    /**
     * Gives MicroProfile Config the values of namespaces, if there are such.
     *
     * @throws ConfigurationException if that cannot work
     */
    void connectSource() {
        if (!configuration().value(NAMESPACES).filter(text -> !text.isBlank()).isPresent()) {
            return;
        }
        if (!LiveStore.isThere()) {
            throw new ConfigurationException(
                    "live configuration",
                    "'" + NAMESPACES + "' is set, which needs dev.leat:leat-config; add it as a dependency");
        }
        if (!Beans.isMicroProfileThere()) {
            throw new ConfigurationException(
                    "live configuration",
                    "'" + NAMESPACES + "' is set, and there is no MicroProfile Config to have their values;"
                            + " add an implementation, or inject a ConfigStore and ask that");
        }
        LeatConfigSource source = MicroProfileConfiguration.source()
                .orElseThrow(
                        () -> new ConfigurationException(
                                "live configuration",
                                "'" + NAMESPACES + "' is set, and " + LeatConfigSource.class.getName()
                                        + " is none of the sources of MicroProfile Config; add discovered sources where it is built"));
        source.has(live()::values);
    }

    synchronized Listeners listeners() {
        checkOpen();
        Listeners known = listeners;
        if (known == null) {
            throw new IllegalStateException(
                    "Listeners are made of beans, so they are not there while beans are made for them;"
                            + " inject Instance<Listeners>, and ask it later");
        }
        return known;
    }

    private void checkOpen() {
        if (isClosed) {
            throw new IllegalStateException(
                    "the application has ended; producers, admin clients and listeners ended with it");
        }
    }

    /**
     * Builds everything that somebody wants.
     *
     * @throws ConfigurationException naming everything that cannot work; then nothing is left open
     */
    synchronized void build() {
        List<String> problems = new ArrayList<>();
        List<ListenerBean<?>> all = found.listeners(beans, problems);
        if (!all.isEmpty() || !found.clients().isEmpty() || found.isInjected(KafkaClients.class)) {
            attempt(problems, () -> checkClients(problems));
        } else if (found.isInjected(Leat.class)) {
            attempt(problems, this::leat);
        }
        attempt(
                problems,
                () -> stopWithin = configuration().duration(STOP_WITHIN).orElse(STOP));
        if (problems.isEmpty()) {
            attempt(problems, () -> listen(all));
        }
        if (!problems.isEmpty()) {
            close();
            throw new ConfigurationException(
                    "leat", problems.stream().distinct().toList());
        }
        tellDeaf();
    }

    private static void attempt(List<String> problems, Runnable part) {
        try {
            part.run();
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
    }

    private void checkClients(List<String> problems) {
        KafkaClients made = clients();
        found.clients().forEach((wanted, point) -> {
            try {
                wanted.check(made);
            } catch (ConfigurationException e) {
                problems.add(e.getMessage() + " (wanted at " + point.getMember() + ")");
            }
        });
    }

    private void listen(List<ListenerBean<?>> all) {
        if (all.isEmpty()) {
            checkNobodyIsMeant();
            return;
        }
        ListenersBuilder builder = Listeners.of(leat())
                .configuration(configuration())
                .clients(clients())
                .instances(new BeanInstances(beans, all));
        all.forEach(each -> builder.add(each.type()));
        JsonSerdes.ifThere().ifPresent(builder::serdes);
        beans.getEvent().select(ListenersBuilder.class).fire(builder);
        listeners = builder.build();
    }

    private void checkNobodyIsMeant() {
        Set<String> meant = configuration().names("leat.groups.");
        if (!meant.isEmpty()) {
            throw new ConfigurationException(
                    "listeners",
                    "no bean has listener methods, but there is configuration for some, such as '"
                            + meant.iterator().next()
                            + "'; give their classes a scope such as @ApplicationScoped, and their"
                            + " archive a beans.xml");
        }
    }

    /** An observer of the builder may have added objects of them, which is as well. */
    private void tellDeaf() {
        for (Class<?> each : found.deaf()) {
            boolean isAdded = Optional.ofNullable(listeners).stream()
                    .flatMap(all -> all.report().listeners().stream())
                    .anyMatch(method -> method.place().startsWith(each.getTypeName() + "#"));
            if (each.isAnnotationPresent(Alternative.class)) {
                LOG.info("{} gets no messages: it is an alternative that is not selected", each.getTypeName());
            } else if (!isAdded) {
                LOG.warn(
                        "{} has listener methods, but is no bean, so it gets no messages; give it a scope such as"
                                + " @ApplicationScoped and a constructor that the container can use, or take the listeners away",
                        each.getTypeName());
            }
        }
    }

    synchronized void start() {
        if (listeners != null) {
            listeners.start();
        }
    }

    /**
     * Drains listeners, then sends what is on its way, then closes the connection if it is ours, all within the time that the configuration says. A second call
     * does nothing.
     */
    void close() {
        Listeners draining;
        synchronized (this) {
            draining = isClosed ? null : listeners;
        }
        long deadline = now() + stopWithin().toNanos();
        if (draining != null) {
            draining.close(left(deadline)); // its methods may still ask for clients
        }
        KafkaClients flushing;
        LiveStore reading;
        Leat last;
        synchronized (this) {
            reading = isClosed ? null : live;
            flushing = isClosed ? null : clients;
            last = isClosed ? null : own;
            isClosed = true;
        }
        if (flushing != null) {
            flushing.close(left(deadline));
        }
        if (reading != null) {
            reading.close();
        }
        if (last != null) {
            last.close(left(deadline));
        }
    }

    private synchronized Duration stopWithin() {
        return stopWithin;
    }

    private synchronized long now() {
        return leat == null ? 0 : leat.surroundings().nanos();
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - now()));
    }
}
