package dev.leat.admin;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;

/** A topic as it is on the cluster. Immutable. */
public final class TopicState {
    private final String name;
    private final boolean internal;
    private final List<PartitionState> partitions;
    private final Map<String, ConfigEntry> settings;
    private final boolean configVisible;

    /** @param config empty if it may not be seen */
    TopicState(TopicDescription description, Optional<Config> config) {
        this.name = description.name();
        this.internal = description.isInternal();
        this.partitions = description.partitions().stream()
                .map(PartitionState::new)
                .sorted(Comparator.comparingInt(PartitionState::number))
                .toList();
        this.settings = new TreeMap<>();
        config.ifPresent(all -> all.entries().forEach(entry -> settings.put(entry.name(), entry)));
        this.configVisible = config.isPresent();
    }

    public String name() {
        return name;
    }

    /** Whether it is one of Kafka's own. */
    public boolean internal() {
        return internal;
    }

    /** By number. */
    public List<PartitionState> partitions() {
        return partitions;
    }

    /** Of its first partition; partitions differ only while they are moved. */
    public int replication() {
        return partitions.isEmpty() ? 0 : partitions.get(0).replicas().size();
    }

    /** Whether this login may see the settings: DESCRIBE_CONFIGS on the topic. Who only reads or writes it may not. */
    public boolean configVisible() {
        return configVisible;
    }

    /** Settings that the topic has of its own, by name. All others are the brokers'. Empty if they are not visible. */
    public Map<String, String> config() {
        Map<String, String> own = new TreeMap<>();
        settings.values().stream()
                .filter(TopicState::isOwn)
                .forEach(entry -> own.put(entry.name(), String.valueOf(entry.value())));
        return Collections.unmodifiableMap(own);
    }

    /** A setting that the topic has of its own. */
    Optional<ConfigEntry> own(String key) {
        return Optional.ofNullable(settings.get(key)).filter(TopicState::isOwn);
    }

    private static boolean isOwn(ConfigEntry entry) {
        return entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
    }

    @Override
    public String toString() {
        return name + ": " + partitions.size() + " partitions, " + replication() + " replicas, "
                + (configVisible ? config() : "settings not visible");
    }
}
