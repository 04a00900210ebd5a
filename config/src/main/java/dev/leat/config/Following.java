package dev.leat.config;

import dev.leat.core.Leat;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance from its start to its close: it reads what is published, has it brought into force where it is live, looks for files that win, tells watchers, and reports what it runs. From
 * any thread, while one reads and one looks round; whoever starts or closes it holds {@link #beat} where neither must come in between the other. No {@link ConfigListener} is called under a lock of this.
 */
final class Following {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");
    private static final Duration LISTENERS_END = Duration.ofSeconds(5);

    private final Leat leat;
    private final TopicGuard guard;
    private final Duration startWithin;
    private final Reading reading;
    private final Reporting reporting;
    private final Watchers watchers = new Watchers();
    /** By namespace. Each is its own lock: what is read later must not be applied before. */
    private final Map<String, OverrideFile> overrides = new ConcurrentHashMap<>();

    private final Beginning beginning;
    private final Pulse.Member beat = this::lookRound;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile @Nullable Pulse pulse;
    private volatile boolean isStarted;

    /** @param unreadable told of what is no revision */
    Following(
            Leat leat,
            ConfigTopic topic,
            Instance me,
            TopicGuard guard,
            Duration startWithin,
            Duration reportEvery,
            Known.Unreadable unreadable) {
        this.leat = leat;
        this.guard = guard;
        this.startWithin = startWithin;
        this.beginning = new Beginning(leat.surroundings());
        this.reading = new Reading(leat, topic, me, unreadable, this::come);
        this.reporting = new Reporting(leat, topic.instancesName(), me, reportEvery, this::statusWithoutWaiting);
    }

    /** By their namespaces. */
    Map<String, LiveConfig<?>> live() {
        return reading.live();
    }

    /** What was read by now. */
    Known known() {
        return reading.known();
    }

    boolean isClosed() {
        return isClosed.get();
    }

    /**
     * Another namespace that is live here; begun at once if the others are.
     *
     * @param override null for none
     * @throws dev.leat.core.ConfigurationException if it is live already
     */
    void add(LiveConfig<?> config, @Nullable OverrideFile override) {
        reading.add(config);
        if (override != null) {
            overrides.put(config.namespace(), override);
        }
        if (isStarted) {
            begin(config);
            reporting.say();
        }
    }

    /** Calls listeners, which may do what they like with the store, so nothing is locked. */
    private void begin(LiveConfig<?> config) {
        lookForOverride(config);
        config.applying().start();
    }

    /** As {@link ConfigStore#start} says. */
    boolean start() throws InterruptedException {
        return beginning.begin(this::begin, () -> reading.awaitCaughtUp(Duration.ZERO));
    }

    private boolean begin() throws InterruptedException {
        long deadline = leat.surroundings().nanos() + startWithin.toNanos();
        // Side by side: it takes either as long to get at Kafka.
        Aside<TopicGuard.Found> looking = Aside.begin(leat.surroundings(), "leat-config-topics", guard::look);
        reading.start();
        boolean isThere = isKafkaThere(looking);
        boolean isRead = reading.awaitCaughtUp(
                isThere
                        ? Duration.ofNanos(
                                Math.max(0, deadline - leat.surroundings().nanos()))
                        : Duration.ZERO);
        reading.takeBacklog();
        isStarted = true;
        Pulse joined;
        synchronized (beat) {
            if (isClosed.get()) {
                return isRead;
            }
            joined = Pulse.join(leat, beat); // which also sees to listeners that take too long to begin
            pulse = joined;
        }
        watchers.tell(reading.known()::all);
        reading.live().values().forEach(this::begin);
        if (isRead) {
            reporting.heard();
        }
        synchronized (beat) {
            if (isClosed.get()) { // by a listener, say
                return isRead;
            }
            reporting.begin(joined);
        }
        reporting.say();
        return isRead;
    }

    private boolean isKafkaThere(Aside<TopicGuard.Found> looking) throws InterruptedException {
        TopicGuard.Found found;
        try {
            found = looking.await();
        } catch (ConfigStoreException e) {
            if (Right.isMissing(e)) { // Kafka is there, and what may not be looked at may perhaps be read
                LOG.warn("{}; going on with what can be read", e.getMessage());
                return true;
            }
            LOG.warn("{}; going on with what was kept here, and reading on when Kafka is there", e.getMessage());
            return false;
        }
        if (found.isNew() || !found.problems().isEmpty()) {
            reading.beginAnew();
        }
        guard.require(found);
        if (found.isNew()) {
            reading.start(); // the other would find them after a while
        }
        return true;
    }

    /** On the thread that reads. */
    private void come(List<Revision> revisions) {
        if (!isStarted) {
            return;
        }
        watchers.tell(() -> revisions);
        reporting.heard();
        revisions.stream()
                .map(revision -> reading.live().get(revision.namespace()))
                .filter(Objects::nonNull)
                .distinct()
                .forEach(config -> config.applying().settle(reporting::say));
    }

    /** On the thread of the pulse. */
    private void lookRound() {
        for (LiveConfig<?> config : reading.live().values()) {
            config.applying().look();
            lookForOverride(config);
        }
        reporting.sayIfDue();
    }

    private void lookForOverride(LiveConfig<?> config) {
        OverrideFile file = overrides.get(config.namespace());
        if (file == null) {
            return;
        }
        synchronized (file) {
            OverrideFile.Content changed = file.changed();
            if (changed == null) {
                return;
            }
            config.applying().override(changed.values(), changed.unusable(), reporting::say);
        }
    }

    /** As {@link ConfigStore#listen} says, until it is {@link #unwatch told} that it is over. */
    Watchers.Watcher watch(Consumer<Revision> listener) {
        return watchers.add(listener, () -> isStarted ? reading.known().all() : List.of());
    }

    void unwatch(Watchers.Watcher watcher) {
        watchers.remove(watcher);
    }

    /** Of each namespace, in the order of their names. */
    List<ConfigStatus> status() throws InterruptedException {
        boolean isStale = !reading.awaitCaughtUp(Duration.ZERO)
                || reporting.isSilent()
                || reading.refusal().isPresent();
        Duration age = reporting.silence();
        return reading.live().values().stream()
                .map(config -> config.applying().status(isStale, age))
                .sorted(Comparator.comparing(ConfigStatus::namespace))
                .toList();
    }

    private List<ConfigStatus> statusWithoutWaiting() {
        try {
            return status();
        } catch (InterruptedException e) { // though there was nothing to wait for
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Why there may be a newer version though Kafka is there: it does not let this login read. */
    Optional<String> refusal() {
        return reading.refusal();
    }

    /** What is live keeps what it has. False if somebody else has closed it, or is at it. */
    boolean close() {
        synchronized (beat) { // nothing begins after that
            if (!isClosed.compareAndSet(false, true)) {
                return false;
            }
        }
        reading.live().values().forEach(config -> config.applying().end(LISTENERS_END));
        reporting.end();
        Pulse joined = pulse;
        if (joined != null) {
            joined.leave(beat);
        }
        reading.close();
        return true;
    }
}
