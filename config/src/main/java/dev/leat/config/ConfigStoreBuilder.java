package dev.leat.config;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link ConfigStore}. For one thread.
 *
 * @since 0.1
 */
public final class ConfigStoreBuilder {
    private static final InstanceNames INSTANCE = new InstanceNames();

    private final Leat leat;
    private ConfigTopic topic = ConfigTopic.of("leat.config");
    private @Nullable Path folder;
    private Disk disk = Disk.REAL;
    private Duration startWithin = Duration.ofSeconds(10);
    private String instance = INSTANCE.next();
    private final Map<String, String> labels = new TreeMap<>();
    private final List<ConfigObserver> observers = new ArrayList<>();
    private Duration reportEvery = Duration.ofMinutes(1);
    private @Nullable Path overrides;
    private @Nullable Secrets secrets;
    private String user = System.getProperty("user.name", "unknown");

    ConfigStoreBuilder(Leat leat) {
        this.leat = leat;
    }

    /** Where it is kept. Default {@code leat.config}. */
    public ConfigStoreBuilder topic(ConfigTopic topic) {
        this.topic = topic;
        return this;
    }

    /**
     * Keeps the last good version of each namespace in this folder, for a start without Kafka; made if it is not there. An instance has one of its own. Default none: such a start is with
     * the defaults.
     */
    public ConfigStoreBuilder lastKnownGood(Path folder) {
        this.folder = folder;
        return this;
    }

    /** How long a start waits for Kafka before it goes on with what there is. Default 10 seconds. */
    public ConfigStoreBuilder startWithin(Duration longest) {
        if (longest.isNegative()) {
            throw new ConfigurationException("configuration", "startWithin is " + longest + ", must not be negative");
        }
        this.startWithin = longest;
        return this;
    }

    /** By which this store is told from all others of the same topic, in reports and {@link Selector selectors}. Default the names of host and process, and a number. */
    public ConfigStoreBuilder instance(String name) {
        if (name.isBlank()) {
            throw new ConfigurationException("configuration", "the name of its instance is blank");
        }
        this.instance = name;
        return this;
    }

    /** Who publishes if a {@link Publication} does not say it. Default the user of this process. */
    public ConfigStoreBuilder author(String author) {
        this.user = author;
        return this;
    }

    /** Something that is true of this instance, for {@link Selector selectors} and reports: {@code label("zone", "eu")}. */
    public ConfigStoreBuilder label(String name, String value) {
        if (name.isBlank() || value.isBlank()) {
            throw new ConfigurationException("configuration", "a label has no name, or no value");
        }
        labels.put(name, value);
        return this;
    }

    /**
     * How often this instance reports what it runs; at each change it does so at once. After three times as long without a report others take it for gone; after two and a half without
     * the confirmation of one it takes its own configuration for stale. Default 1 minute.
     */
    public ConfigStoreBuilder reportEvery(Duration interval) {
        if (interval.toMillis() < 1) {
            throw new ConfigurationException(
                    "configuration", "reportEvery is " + interval + ", must be a millisecond or longer");
        }
        this.reportEvery = interval;
        return this;
    }

    /** Reports nothing: for tools that only look on. Nobody waits for such an instance, and it does not notice when Kafka goes away after the start. */
    public ConfigStoreBuilder withoutReports() {
        this.reportEvery = Duration.ZERO;
        return this;
    }

    /**
     * Looks each second for files in this folder whose members win over whatever is published: {@code orders.override.json} for namespace {@code orders}, as a patch (RFC 7396). They are
     * checked like anything else, and seen in reports and health. Default none.
     */
    public ConfigStoreBuilder overrides(Path folder) {
        this.overrides = folder;
        return this;
    }

    /** The keys that secrets are encrypted with. Default none: a version that has secrets is rejected. */
    public ConfigStoreBuilder secrets(Secrets keys) {
        this.secrets = keys;
        return this;
    }

    /** Told of what happens to the configuration. Several are told in this order. */
    public ConfigStoreBuilder observer(ConfigObserver observer) {
        observers.add(observer);
        return this;
    }

    ConfigStoreBuilder disk(Disk disk) {
        this.disk = disk;
        return this;
    }

    Leat leat() {
        return leat;
    }

    ConfigTopic kept() {
        return topic;
    }

    @Nullable
    LastKnownGood file(String namespace) {
        return folder == null ? null : new LastKnownGood(folder, namespace, disk);
    }

    Duration startWithin() {
        return startWithin;
    }

    @Nullable
    OverrideFile override(String namespace) {
        return overrides == null ? null : new OverrideFile(overrides, namespace);
    }

    Instance instance() {
        return new Instance(
                instance, Map.copyOf(labels), () -> leat.surroundings().now());
    }

    Duration reportEvery() {
        return reportEvery;
    }

    Sealing sealing() {
        return new Sealing(secrets);
    }

    ConfigObserver observer() {
        return new Observers(observers);
    }

    String user() {
        return user;
    }

    public ConfigStore build() {
        return new ConfigStore(this);
    }
}
