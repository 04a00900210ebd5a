package dev.leat.core.health;

import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.internal.Notices;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again whether a service and what it depends on are well, each check on a thread of its own.
 *
 * <pre>{@code
 * Health health = Health.of(leat)
 *         .check("kafka", BrokerCheck.of(leat).topics("orders").minHealthy(2))
 *         .check("billing", GroupCheck.of(billing))
 *         .check("database", () -> database.ping() ? Finding.ok("answers") : Finding.critical("does not answer"))
 *         .build();
 * health.startAndStop(billing, "database");
 * health.start();
 * }</pre>
 *
 * <p>All methods may be called from any thread.
 *
 * @since 0.1
 */
public final class Health implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Surroundings surroundings;
    private final Duration criticalAfter;
    private final String version;
    private final Instant started;
    private final long startedNanos;
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    /** Guarded by this, as all states. */
    private final List<Subscription> subscriptions = new ArrayList<>();

    private boolean isStarted;

    Health(
            Surroundings surroundings,
            Map<String, Check> checks,
            Duration interval,
            Duration atMost,
            Duration criticalAfter,
            String version) {
        this.surroundings = surroundings;
        this.criticalAfter = criticalAfter;
        this.version = version;
        this.started = surroundings.now();
        this.startedNanos = surroundings.nanos();
        checks.forEach((name, check) ->
                watches.put(name, new Watch(name, check, interval, atMost, surroundings, this::found)));
    }

    /** Begins a new one, with the time and threads of that Leat. It is not closed with it. */
    public static HealthBuilder of(Leat leat) {
        return new HealthBuilder(leat.surroundings());
    }

    /** Begins to check: each check at once, then again and again. A second call does nothing. */
    public synchronized void start() {
        if (!isStarted) {
            isStarted = true;
            watches.values().forEach(Watch::start);
        }
    }

    /**
     * Starts the group when all of these checks are well, and stops it, giving handlers up to 30 seconds, when one of them is not. Nothing
     * happens before each of them has run once. Leave starting and stopping to this then.
     *
     * @param names of checks; none for all but those of the group itself
     * @throws ConfigurationException if there is no check of that name, or it is one of the group itself, which is not well while it starts
     */
    public void startAndStop(ConsumerGroup group, String... names) {
        List<Watch> watched = named(names);
        boolean isAboutItself = watched.removeIf(watch -> watch.isOf(group));
        if (isAboutItself && names.length > 0) {
            throw new ConfigurationException(
                    "health",
                    "the group '" + group.id() + "' cannot depend on a check of itself; name those of what it needs");
        }
        subscribe(watched, status -> {
            if (status == HealthStatus.OK) {
                start(group);
            } else {
                group.stop(STOP);
            }
        });
    }

    private static void start(ConsumerGroup group) {
        try {
            group.start();
        } catch (IllegalStateException closed) {
            // it has been closed for good; nothing is to be done for it any more
        }
    }

    /**
     * Told of the worst status of these checks each time it changes, and once when all of them have run, in order, on a thread of its own.
     *
     * @param names of checks; none for all
     * @throws ConfigurationException if there is no check of that name
     */
    public void onChange(Consumer<HealthStatus> listener, String... names) {
        Notices<HealthStatus> notices = new Notices<>("leat-health-listener", listener, surroundings);
        subscribe(named(names), notices::report);
    }

    private List<Watch> named(String... names) {
        List<Watch> watched = new ArrayList<>(names.length == 0 ? watches.values() : List.of());
        for (String name : names) {
            Watch watch = watches.get(name);
            if (watch == null) {
                throw new ConfigurationException(
                        "health", "there is no check '" + name + "'; there are " + watches.keySet());
            }
            watched.add(watch);
        }
        return watched;
    }

    private synchronized void subscribe(List<Watch> watched, Consumer<HealthStatus> listener) {
        Subscription subscription = new Subscription(watched, listener);
        subscriptions.add(subscription);
        subscription.look();
    }

    /** What those know who have subscribed, and what they knew last. Guarded by the health. */
    private final class Subscription {
        private final List<Watch> watched;
        private final Consumer<HealthStatus> listener;
        private @Nullable HealthStatus told;

        Subscription(List<Watch> watched, Consumer<HealthStatus> listener) {
            this.watched = watched;
            this.listener = listener;
        }

        void look() {
            if (watched.stream().allMatch(Watch::hasRun)) {
                HealthStatus now = worst(watched);
                if (now != told) {
                    told = now;
                    listener.accept(now);
                }
            }
        }
    }

    private HealthStatus worst(Iterable<Watch> some) {
        HealthStatus worst = HealthStatus.OK;
        for (Watch watch : some) {
            worst = worst.and(watch.counted(criticalAfter));
        }
        return worst;
    }

    /** By a watch: it has something new, or time alone may have changed what it counts for. */
    private synchronized void found(Runnable update) {
        update.run();
        subscriptions.forEach(Subscription::look);
    }

    /** As it is now. Asks nobody: what is shown is what the last checks have found. */
    public synchronized HealthReport report() {
        return new HealthReport(
                worst(watches.values()),
                version,
                started,
                Duration.ofNanos(surroundings.nanos() - startedNanos),
                watches.values().stream().map(Watch::state).toList());
    }

    /** Checks no more; one that runs is left alone. A second call does nothing. */
    @Override
    public void close() {
        watches.values().forEach(Watch::close);
    }
}
