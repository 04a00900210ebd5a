package dev.leat.config;

import dev.leat.core.Batch;
import dev.leat.core.Batching;
import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Serde;
import dev.leat.core.Tail;
import dev.leat.core.health.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configuration that is kept in Kafka, by namespaces: of which this instance has some {@link LiveConfig live}, and any may be published. From any thread.
 *
 * <p>It reads with one consumer, from the beginning of a compacted topic, as every other instance does; no group, nothing committed.
 *
 * @since 0.1
 */
public final class ConfigStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");
    private static final int MOST = 500;
    /** Longer than it takes a broker to show a transaction that it has committed. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final Duration LISTENERS_END = Duration.ofSeconds(5);
    private static final Duration RECENT = Duration.ofMinutes(1);

    private final ConfigStoreBuilder options;
    private final Leat leat;
    private final ConfigTopic topic;
    private final Instance me;
    private final Sealing sealing;
    private final JsonSchemas schemas = new JsonSchemas();
    private final ConfigObserver observer;
    private final Writing writing;
    private final Writing.Writer writer;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    /** Another one after the topics were made, or found to be wrong. */
    private volatile Tail tail;

    private final Reported reported;
    private final Reporting reporting;
    private final Map<String, LiveConfig<?>> live = new ConcurrentHashMap<>();
    private final Map<String, OverrideFile> overrides = new ConcurrentHashMap<>();
    private final Pulse.Member beat = this::lookRound;
    /** What came before there was somebody to take it. Written under this. */
    private final Known known = new Known();
    /** Null when the start has read it. Guarded by this. */
    private @Nullable Backlog backlog = new Backlog();

    private final Watchers watchers = new Watchers();

    private volatile @Nullable Pulse pulse;
    private volatile boolean isStarted;
    private volatile boolean areTopicsRight;

    ConfigStore(ConfigStoreBuilder options) {
        this.options = options;
        this.leat = options.leat();
        this.topic = options.kept();
        this.me = options.instance();
        this.sealing = options.sealing();
        this.observer = options.observer();
        this.writing = Writing.join(leat, topic);
        this.writer = new Writing.Writer(new Admission(live, sealing, schemas), options.user());
        this.reported = new Reported(leat, topic);
        this.reporting =
                new Reporting(leat, topic.instancesName(), me, options.reportEvery(), this::statusWithoutWaiting);
        this.tail = reader();
    }

    private Tail reader() {
        return leat.tail("config:" + topic.name() + ":" + me.name())
                .property("isolation.level", "read_committed")
                .property("fetch.max.wait.ms", 500)
                // A broker would make it as it makes any, to forget after a week, while the topics are being looked at.
                .property("allow.auto.create.topics", false)
                .keys(Serde.bytes())
                .onBatch(topic.name(), Serde.bytes(), Batching.of(MOST, Duration.ZERO), this::take)
                .build();
    }

    /** A store on this connection. Closing the connection ends it too. */
    public static ConfigStoreBuilder on(Leat leat) {
        return new ConfigStoreBuilder(leat);
    }

    /**
     * A namespace that this instance lives by.
     *
     * @param type a record or class that Jackson can read
     * @param defaults in force where nothing is published; also what a published version has for members that it leaves out
     */
    public <T> LiveConfigBuilder<T> live(String namespace, Class<T> type, T defaults) {
        return new LiveConfigBuilder<>(
                Publication.named(namespace), Envelope.mapper().constructType(type), defaults, this::add);
    }

    /**
     * {@link #live(String, Class, Object)} as a map, with texts, numbers, booleans, lists and maps in it: for those who do not know the members before.
     *
     * @throws dev.leat.core.SerdeException if the defaults cannot be written as JSON
     */
    public LiveConfigBuilder<Map<String, Object>> live(String namespace, Map<String, Object> defaults) {
        return new LiveConfigBuilder<>(
                Publication.named(namespace),
                Envelope.mapper().getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class),
                defaults,
                this::add);
    }

    Leat leat() {
        return leat;
    }

    ConfigTopic topic() {
        return topic;
    }

    private <T> LiveConfig<T> add(String namespace, Binding<T> binding, Duration listenersWithin) {
        List<String> problems = binding.problems(binding.defaultValues());
        if (!problems.isEmpty()) {
            throw new ConfigurationException("the defaults of configuration '" + namespace + "'", problems);
        }
        Applying<T> applying = new Applying<>(
                namespace,
                binding,
                sealing,
                values -> schemas.problems(known.forAll(JsonSchemas.PREFIX + namespace), values),
                me,
                observer,
                options.file(namespace),
                new Patience(leat.surroundings(), listenersWithin),
                new Lane(leat.surroundings(), "leat-config-" + namespace));
        LiveConfig<T> config = new LiveConfig<>(namespace, binding, applying);
        register(config);
        if (isStarted) {
            begin(config);
            reporting.say();
        }
        return config;
    }

    /** With what has come before; what comes from now on it is given. */
    private synchronized void register(LiveConfig<?> config) {
        String namespace = config.namespace();
        if (live.putIfAbsent(namespace, config) != null) {
            throw new ConfigurationException(
                    "configuration '" + namespace + "'", "this store has it live already; use that one");
        }
        known.standing(namespace).forEach(config.applying()::see);
        OverrideFile override = options.override(namespace);
        if (override != null) {
            overrides.put(namespace, override);
        }
    }

    /** Calls listeners, which may do what they like with this store, so nothing is locked. */
    private void begin(LiveConfig<?> config) {
        lookForOverride(config);
        config.applying().start();
    }

    /**
     * Reads what there is, and goes on reading. Returns when all namespaces have what was in force when it was called, or after the time limit, with the last known good versions or the
     * defaults; what comes later is applied then. Makes the topics if they are missing. Does nothing if it has started.
     *
     * @return whether Kafka has answered in time
     * @throws ConfigStoreException if a listener refuses all there is, the defaults too
     * @throws ConfigurationException if there is something wrong with the topics
     * @throws InterruptedException if the calling thread was interrupted; it is not started then
     */
    public boolean start() throws InterruptedException {
        if (isStarted) {
            return true;
        }
        long deadline = leat.surroundings().nanos() + options.startWithin().toNanos();
        // Side by side: it takes either as long to get at Kafka.
        Aside<TopicGuard.Found> looking = Aside.begin(
                leat.surroundings(), "leat-config-topics", new TopicGuard(leat, topic, options.startWithin())::ensure);
        tail.start();
        boolean isThere = areTopicsThere(looking);
        boolean isRead = tail.awaitCaughtUp(
                isThere
                        ? Duration.ofNanos(
                                Math.max(0, deadline - leat.surroundings().nanos()))
                        : Duration.ZERO);
        takeBacklog();
        isStarted = true;
        Pulse joined;
        synchronized (beat) {
            if (isClosed.get()) {
                return isRead;
            }
            joined = Pulse.join(leat, beat); // which also sees to listeners that take too long to begin
            pulse = joined;
        }
        watchers.tell(known::all);
        live.values().forEach(this::begin);
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

    private void lookRound() {
        for (LiveConfig<?> config : live.values()) {
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
        synchronized (file) { // what is read later must not be applied before
            OverrideFile.Content changed = file.changed();
            if (changed == null) {
                return;
            }
            config.applying().override(changed.values(), changed.unusable(), reporting::say);
        }
    }

    /**
     * Tells of the versions of all namespaces, as Kafka has them: beginning with what is in force of each when the store has started, then each that is published, in the order of their
     * namespace. Also of those that are for other instances, or that this one does not take. One after the other, never two at a time, on the thread that reads, which waits for it;
     * what it throws is logged.
     */
    public void listen(Consumer<Revision> listener) {
        watchers.add(listener, () -> isStarted ? known.all() : List.of());
    }

    private boolean areTopicsThere(Aside<TopicGuard.Found> looking) throws InterruptedException {
        TopicGuard.Found found;
        try {
            found = looking.await();
        } catch (ConfigStoreException e) {
            LOG.warn("{}; going on with what was kept here, and reading on when Kafka is there", e.getMessage());
            return false;
        }
        if (found.isNew() || !found.problems().isEmpty()) {
            readAnew();
        }
        checked(found.problems());
        if (found.isNew()) {
            tail.start(); // the other would find them after a while
        }
        return true;
    }

    private void readAnew() {
        tail.close();
        Tail next = reader();
        tail = next;
        if (isClosed.get()) { // by somebody else, who has closed the one before
            next.close();
        }
    }

    private void checked(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException("configuration", problems);
        }
        areTopicsRight = true;
    }

    /**
     * Makes the topics if they are missing, and looks whether those that are there keep what is published: {@link #start} and {@link #publish} begin with it. Once that is so it
     * is not asked again.
     *
     * @throws ConfigurationException if there is something wrong with the topics
     * @throws ConfigStoreException if Kafka does not answer in time, or this login may not ask
     */
    public void ensureTopics() {
        if (areTopicsRight) {
            return;
        }
        try {
            checked(new TopicGuard(leat, topic, options.startWithin()).ensure().problems());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigStoreException("interrupted while looking at the topics of the configuration", e);
        }
    }

    private void take(Batch<byte[], byte[]> batch) {
        List<Revision> come = new ArrayList<>();
        synchronized (this) {
            Backlog early = backlog;
            for (Message<byte[], byte[]> message : batch.messages()) {
                if (early == null) {
                    see(message.record(), come);
                } else {
                    early.add(message.record());
                }
            }
        }
        if (isStarted) {
            watchers.tell(() -> come);
            reporting.heard();
            come.stream()
                    .map(revision -> live.get(revision.namespace()))
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(config -> config.applying().settle(reporting::say));
        }
    }

    private synchronized void takeBacklog() {
        Backlog early = backlog;
        if (early != null) {
            backlog = null;
            early.records().forEach(record -> see(record, new ArrayList<>()));
        }
    }

    private void see(ConsumerRecord<byte[], byte[]> record, List<Revision> come) {
        Revision revision = Known.revision(record, observer::unreadable);
        if (revision != null) {
            known.put(revision);
            come.add(revision);
            LiveConfig<?> config = live.get(revision.namespace());
            if (config != null) {
                config.applying().see(revision);
            }
        }
    }

    /**
     * Publishes, if all checks of its namespace that are known here are passed. Makes the topics if they are missing.
     *
     * @return the version that is in force from now on
     * @throws ConfigConflictException if another version is in force than the one expected
     * @throws ConfigRejectedException if a check is not passed
     * @throws ConfigStoreException if Kafka does not answer in time; it may have come into force all the same if that was at the very end
     * @throws ConfigurationException if there is something wrong with the topics
     */
    public Revision publish(Publication publication) {
        ensureTopics(); // brokers may make a topic that somebody writes to, and it would forget
        try {
            return writing.publish(publication, writer);
        } catch (ConfigStoreException e) {
            areTopicsRight = false; // somebody may have deleted them; whoever tries again makes them
            throw e;
        }
    }

    /**
     * What {@link #publish} would make of it, without publishing anything: the checks are the same.
     *
     * @return the version that would be in force; its number is taken by somebody else if they publish first
     * @throws ConfigConflictException as {@link #publish}
     * @throws ConfigRejectedException as {@link #publish}
     * @throws ConfigStoreException if Kafka does not answer in time, or the topics are not there
     */
    public Revision rehearse(Publication publication) {
        return writing.rehearse(publication, writer);
    }

    /**
     * {@link #publish Publishes}, and waits until the instances have said what they do with it.
     *
     * @throws ConfigConflictException as {@link #publish}
     * @throws ConfigRejectedException as {@link #publish}
     * @throws ConfigStoreException as {@link #publish}; also if what instances report cannot be read
     * @throws InterruptedException if the calling thread was interrupted; it is published then
     */
    public RolledOut rollOut(Publication publication, Rollout rollout) throws InterruptedException {
        var unused = instances(); // whoever cannot be told must not publish first
        Optional<Revision> before = newest(publication.namespace());
        Revision revision = publish(publication);
        return new RollingOut(revision, rollout, this::instances, leat.surroundings())
                .await(reason -> takeBack(revision, before, reason));
    }

    /** @param known what was in force shortly before; the history may have forgotten it, if that was long ago */
    private @Nullable Revision takeBack(Revision refused, Optional<Revision> known, String reason) {
        Optional<Revision> before = Stream.concat(history(refused.namespace()).stream(), known.stream())
                .filter(revision -> revision.version() < refused.version()
                        && revision.selector().isEmpty())
                .max(Comparator.comparingLong(Revision::version));
        Publication back = before.map(Publication::again).orElseGet(() -> Publication.delete(refused.namespace()));
        try {
            return publish(back.reason(reason).expecting(refused.version()));
        } catch (ConfigConflictException e) {
            LOG.info("{} is not rolled back: {}", refused, e.getMessage());
            return null;
        }
    }

    /** By which it is told from all others of its topic: as {@link ConfigStoreBuilder#instance} says. */
    public String instance() {
        return me.name();
    }

    /** What the instances say that were heard of lately, in the order of their names. By the clocks of two machines, which have to agree to a fraction of {@link ConfigStoreBuilder#reportEvery}. */
    public List<InstanceReport> instances() {
        return reported.read();
    }

    /**
     * The values of an earlier version once more, as a new one for all; also those of one that was for some.
     *
     * @throws ConfigStoreException if there is no such version in the history, or Kafka does not answer in time
     * @throws ConfigRejectedException if it would not pass today's checks
     */
    public Revision rollback(String namespace, long version) {
        Revision earlier = history(namespace).stream()
                .filter(revision -> revision.version() == version)
                .findFirst()
                .orElseThrow(() -> new ConfigStoreException(
                        "configuration '" + namespace + "' has no version " + version
                                + " in its history; look there for one that it has",
                        null));
        return publish(Publication.again(earlier));
    }

    /** What is in force for all, as Kafka says now; also for namespaces that are not live here. Empty if nothing was ever published. */
    public Optional<Revision> newest(String namespace) {
        return Optional.ofNullable(writing.known().forAll(namespace));
    }

    /** What is in force {@link Publication#where for some} instances, as Kafka says now; empty if all have the same. */
    public Optional<Revision> newestForSome(String namespace) {
        return Optional.ofNullable(writing.known().forSome(namespace));
    }

    /** All namespaces that something was published to, as Kafka says now, in order. */
    public Set<String> namespaces() {
        return writing.known().namespaces();
    }

    /** All versions that are still kept, the newest first; what was published from here before is among them. */
    public List<Revision> history(String namespace) {
        Revision newest = writing.known().newest(namespace);
        Versions versions = new Versions(namespace);
        try (TopicEnd history = new TopicEnd(leat, topic.historyName())) {
            long deadline = leat.surroundings().nanos() + SOON.toNanos();
            history.read(versions);
            while (isToCome(newest, versions.newestFirst())
                    && leat.surroundings().nanos() < deadline) {
                history.readAgain(versions);
            }
        }
        return versions.newestFirst();
    }

    /** A transaction is committed before readers see all of it. What was published long ago may be missing because it is kept no longer. */
    private boolean isToCome(@Nullable Revision newest, List<Revision> all) {
        return newest != null
                && newest.time().isAfter(leat.surroundings().now().minus(RECENT))
                && all.stream().noneMatch(revision -> revision.id().equals(newest.id()));
    }

    /** What was in force for all at that time; empty if nothing was, or it is no longer known. */
    public Optional<Revision> asOf(String namespace, Instant time) {
        return history(namespace).stream()
                .filter(revision ->
                        !revision.time().isAfter(time) && revision.selector().isEmpty())
                .findFirst();
    }

    /**
     * How this instance is with each of its namespaces, in the order of their names.
     *
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<ConfigStatus> status() throws InterruptedException {
        boolean isStale = !tail.awaitCaughtUp(Duration.ZERO) || reporting.isSilent();
        Duration age = reporting.silence();
        return live.values().stream()
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

    /** For {@code Health}: a warning with the reason if a version was rejected, is old, or could not be kept; well otherwise. */
    public Check health() {
        return new ConfigHealth(this);
    }

    /** Stops reading and publishing; what is live keeps what it has. Listeners that are at work are interrupted, and waited for, up to five seconds. */
    @Override
    public void close() {
        synchronized (beat) { // nothing begins after that
            if (!isClosed.compareAndSet(false, true)) {
                return;
            }
        }
        live.values().forEach(config -> config.applying().end(LISTENERS_END));
        reporting.end();
        Pulse joined = pulse;
        if (joined != null) {
            joined.leave(beat);
        }
        tail.close();
        reported.close();
        writing.leave();
    }
}
