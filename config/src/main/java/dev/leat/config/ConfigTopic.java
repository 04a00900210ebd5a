package dev.leat.config;

import dev.leat.core.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The topics that a configuration is kept in. One, compacted and of one partition, has the newest version of each namespace, which every instance reads from
 * its start; beside it, under the same name with {@code .history} behind it, one has all
 * versions, and one with {@code .instances} who runs which. Immutable: each method returns a changed copy.
 *
 * @since 0.1
 */
public final class ConfigTopic {
    private static final Duration YEAR = Duration.ofDays(365);

    private final String name;
    private final @Nullable Integer replication;
    private final Duration historyRetention;

    private ConfigTopic(String name, @Nullable Integer replication, Duration historyRetention) {
        this.name = name;
        this.replication = replication;
        this.historyRetention = historyRetention;
    }

    /** @throws ConfigurationException if the name is blank */
    public static ConfigTopic of(String name) {
        if (name.isBlank()) {
            throw new ConfigurationException("configuration", "the name of its topic is blank");
        }
        return new ConfigTopic(name, null, YEAR);
    }

    /** How many replicas the topics get when they are created. Default what the brokers say; three, where there are as many brokers, outlive one. */
    public ConfigTopic replication(int replicas) {
        if (replicas < 1 || replicas > Short.MAX_VALUE) {
            throw new ConfigurationException(
                    "configuration", "replication is " + replicas + ", must be from 1 to " + Short.MAX_VALUE);
        }
        return new ConfigTopic(name, replicas, historyRetention);
    }

    /** How long versions can be looked up and brought back after newer ones. Default a year. Of use when the topics are created. */
    public ConfigTopic historyRetention(Duration retention) {
        if (retention.toMillis() < 1) {
            throw new ConfigurationException(
                    "configuration", "historyRetention is " + retention + ", must be a millisecond or longer");
        }
        return new ConfigTopic(name, replication, retention);
    }

    public String name() {
        return name;
    }

    public String historyName() {
        return name + ".history";
    }

    /** Who runs what. */
    public String instancesName() {
        return name + ".instances";
    }

    /** Under which a version is kept: what is for some must not take the place of what is for all. */
    String key(Revision revision) {
        // no namespace has a blank in it
        return revision.selector().isEmpty() ? revision.namespace() : revision.namespace() + " for some";
    }

    short replicas() {
        return replication == null ? -1 : replication.shortValue();
    }

    /** The topics and what they are set to. */
    Map<String, Map<String, String>> all() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        all.put(name, compacted("compact"));
        all.put(
                historyName(),
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        Long.toString(historyRetention.toMillis()),
                        "retention.bytes",
                        "-1"));
        // Whoever is there says so again and again; what the others have said goes.
        Map<String, String> instances = compacted("compact,delete");
        instances.put("retention.ms", Long.toString(Duration.ofDays(1).toMillis()));
        all.put(instancesName(), instances);
        return all;
    }

    /** Compaction leaves a segment alone that is written to, so segments are short, lest a reader has a week's versions to read. */
    private static Map<String, String> compacted(String policy) {
        Map<String, String> all = new TreeMap<>();
        all.put("cleanup.policy", policy);
        all.put("segment.ms", Long.toString(Duration.ofHours(1).toMillis()));
        all.put("min.cleanable.dirty.ratio", "0.1");
        return all;
    }

    @Override
    public String toString() {
        return "ConfigTopic[" + name + "]";
    }
}
