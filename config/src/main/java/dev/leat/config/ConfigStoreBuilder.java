package dev.leat.config;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link ConfigStore}. For one thread.
 *
 * @since 0.1
 */
public final class ConfigStoreBuilder {
    private final Leat leat;
    private ConfigTopic topic = ConfigTopic.of("leat.config");
    private @Nullable Path folder;
    private Disk disk = Disk.REAL;
    private Duration startWithin = Duration.ofSeconds(10);
    private String instance = "1";
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

    /** By which this store is told from others on the same connection and topic. Default {@code 1}. */
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

    String instance() {
        return instance;
    }

    String user() {
        return user;
    }

    public ConfigStore build() {
        return new ConfigStore(this);
    }
}
