package dev.leat.config;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.health.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Configuration that is kept in Kafka, by namespaces: of which this instance has some {@link LiveConfig live}, and any may be published. From any thread.
 *
 * <p>It reads with one consumer, from the beginning of a compacted topic, as every other instance does; no group, nothing committed.
 *
 * @since 0.1
 */
public final class ConfigStore implements AutoCloseable {
    private final ConfigStoreBuilder options;
    private final Leat leat;
    private final ConfigTopic topic;
    private final Instance me;
    private final Sealing sealing;
    private final JsonSchemas schemas = new JsonSchemas();
    private final ConfigObserver observer;
    private final Following following;
    private final Writing writing;
    private final Past past;
    private final TopicGuard guard;
    private final Publishing publishing;
    private final Reported reported;

    ConfigStore(ConfigStoreBuilder options) {
        this.options = options;
        this.leat = options.leat();
        this.topic = options.kept();
        this.me = options.instance();
        this.sealing = options.sealing();
        this.observer = options.observer();
        this.writing = Writing.join(leat, topic);
        this.past = new Past(leat, topic, writing);
        this.guard = new TopicGuard(leat, topic, options.startWithin());
        this.following = new Following(
                leat, topic, me, guard, options.startWithin(), options.reportEvery(), observer::unreadable);
        this.reported = new Reported(leat, topic);
        this.publishing = new Publishing(
                leat,
                guard,
                writing,
                new Writing.Writer(new Admission(following.live(), sealing, schemas), options.user()),
                past,
                reported);
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
                new Layers<>(
                        namespace,
                        binding,
                        sealing,
                        values -> schemas.problems(following.known().forAll(JsonSchemas.PREFIX + namespace), values)),
                me,
                observer,
                new Kept(namespace, options.file(namespace)),
                new Patience(leat.surroundings(), listenersWithin),
                new Lane(leat.surroundings(), "leat-config-" + namespace));
        LiveConfig<T> config = new LiveConfig<>(namespace, binding, applying);
        following.add(config, options.override(namespace));
        return config;
    }

    /**
     * Reads what there is, and goes on reading. Returns when all namespaces have what was in force when it was called, or after the time limit, with the last known good versions or the
     * defaults; what comes later is applied then. Makes the topics if they are missing. If it has started, or another thread is at it, that one counts.
     *
     * @return whether Kafka has answered in time, or if it has started before, by now
     * @throws ConfigStoreException if a listener refuses all there is, the defaults too; at each later call as well
     * @throws IllegalStateException if it is closed
     * @throws ConfigurationException if there is something wrong with the topics
     * @throws InterruptedException if the calling thread was interrupted; it is not started then
     */
    public boolean start() throws InterruptedException {
        checkOpen();
        return following.start();
    }

    /** Else it would connect again, for nobody to close that. */
    private void checkOpen() {
        if (following.isClosed()) {
            throw new IllegalStateException("the configuration of topic '" + topic.name() + "' is closed on instance '"
                    + me.name() + "'; build another store to go on");
        }
    }

    /**
     * Tells of the versions of all namespaces, as Kafka has them: beginning with what is in force of each when the store has started, then each that is published, in the order of their
     * namespace. Also of those that are for other instances, or that this one does not take. One after the other, never two at a time, on the thread that reads, which waits for it;
     * what it throws is logged.
     */
    public void listen(Consumer<Revision> listener) {
        var unused = watch(listener);
    }

    /** {@link #listen}, until it is {@link #unwatch told} that it is over. */
    Watchers.Watcher watch(Consumer<Revision> listener) {
        return following.watch(listener);
    }

    void unwatch(Watchers.Watcher watcher) {
        following.unwatch(watcher);
    }

    /**
     * Makes the topics if they are missing, and looks whether those that are there keep what is published: {@link #start} and {@link #publish} begin with it. Once that is so it
     * is not asked again.
     *
     * @throws ConfigurationException if there is something wrong with the topics
     * @throws ConfigStoreException if Kafka does not answer in time, or this login may not ask
     */
    public void ensureTopics() {
        checkOpen();
        guard.require();
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
        checkOpen();
        return publishing.publish(publication);
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
        checkOpen();
        return publishing.rehearse(publication);
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
        checkOpen();
        return publishing.rollOut(publication, rollout);
    }

    /** By which it is told from all others of its topic: as {@link ConfigStoreBuilder#instance} says. */
    public String instance() {
        return me.name();
    }

    /** What the instances say that were heard of lately, in the order of their names. By the clocks of two machines, which have to agree to a fraction of {@link ConfigStoreBuilder#reportEvery}. */
    public List<InstanceReport> instances() {
        checkOpen();
        return reported.read();
    }

    /**
     * The values of an earlier version once more, as a new one for all; also those of one that was for some.
     *
     * @throws ConfigStoreException if there is no such version in the history, or Kafka does not answer in time
     * @throws ConfigRejectedException if it would not pass today's checks
     */
    public Revision rollback(String namespace, long version) {
        checkOpen();
        return publishing.publish(Publication.again(past.version(namespace, version)));
    }

    /** What is in force for all, as Kafka says now; also for namespaces that are not live here. Empty if nothing was ever published. */
    public Optional<Revision> newest(String namespace) {
        checkOpen();
        return past.newest(namespace);
    }

    /** What is in force {@link Publication#where for some} instances, as Kafka says now; empty if all have the same. */
    public Optional<Revision> newestForSome(String namespace) {
        checkOpen();
        return past.newestForSome(namespace);
    }

    /** All namespaces that something was published to, as Kafka says now, in order. */
    public Set<String> namespaces() {
        checkOpen();
        return past.namespaces();
    }

    /** All versions that are still kept, the newest first; what was published from here before is among them. */
    public List<Revision> history(String namespace) {
        checkOpen();
        return past.history(namespace);
    }

    /** What was in force for all at that time; empty if nothing was, or it is no longer known. */
    public Optional<Revision> asOf(String namespace, Instant time) {
        checkOpen();
        return past.asOf(namespace, time);
    }

    /**
     * How this instance is with each of its namespaces, in the order of their names.
     *
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<ConfigStatus> status() throws InterruptedException {
        return following.status();
    }

    /** Why there may be a newer version though Kafka is there: it does not let this login read. */
    Optional<String> refusal() {
        return following.refusal();
    }

    /** For {@code Health}: a warning with the reason if a version was rejected, is old, or could not be kept; well otherwise. */
    public Check health() {
        return new ConfigHealth(this);
    }

    /** Stops reading, publishing and looking up, which an {@link IllegalStateException} refuses from then on; what is live keeps what it has. Listeners that are at work are interrupted, and waited for, up to five seconds. */
    @Override
    public void close() {
        if (following.close()) {
            reported.close();
            writing.leave();
        }
    }
}
