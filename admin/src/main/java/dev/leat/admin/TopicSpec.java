package dev.leat.admin;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it should be. What it does not say is left to the brokers when the topic is created, and as it is afterwards. Immutable:
 * each method returns a changed copy.
 *
 * <pre>{@code
 * TopicSpec.of("orders").partitions(12).replication(3).config("retention.ms", "604800000")
 * }</pre>
 *
 * @since 0.1
 */
public final class TopicSpec {
    private static final int MOST_REPLICAS = Short.MAX_VALUE;

    private final String name;
    private final OptionalInt partitions;
    private final OptionalInt replication;
    private final Map<String, String> config;

    private TopicSpec(String name, OptionalInt partitions, OptionalInt replication, Map<String, String> config) {
        this.name = name;
        this.partitions = partitions;
        this.replication = replication;
        this.config = Collections.unmodifiableMap(new TreeMap<>(config));
    }

    /** @throws IllegalArgumentException if no topic can have that name */
    public static TopicSpec of(String name) {
        String problem = Names.topicProblem(name);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return new TopicSpec(name, OptionalInt.empty(), OptionalInt.empty(), Map.of());
    }

    /**
     * How many partitions. Default: the brokers' {@code num.partitions}. More can be had later, at the price that keys go to other
     * partitions from then on; fewer cannot.
     *
     * @throws IllegalArgumentException if not positive
     */
    public TopicSpec partitions(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("partitions of '" + name + "' are " + count + ", must be 1 or more");
        }
        return new TopicSpec(name, OptionalInt.of(count), replication, config);
    }

    /**
     * How many replicas each partition has. Default: the brokers' {@code default.replication.factor}.
     *
     * @throws IllegalArgumentException if not positive, or more than 32767
     */
    public TopicSpec replication(int count) {
        if (count < 1 || count > MOST_REPLICAS) {
            throw new IllegalArgumentException(
                    "replication of '" + name + "' is " + count + ", must be between 1 and " + MOST_REPLICAS);
        }
        return new TopicSpec(name, partitions, OptionalInt.of(count), config);
    }

    /** A setting of the topic under Kafka's name, such as {@code cleanup.policy}. Default for each: the brokers'. */
    public TopicSpec config(String key, String value) {
        Map<String, String> more = new TreeMap<>(config);
        more.put(key, value);
        return new TopicSpec(name, partitions, replication, more);
    }

    public String name() {
        return name;
    }

    /** Empty: as the brokers like. */
    public OptionalInt partitions() {
        return partitions;
    }

    /** Empty: as the brokers like. */
    public OptionalInt replication() {
        return replication;
    }

    /** By name. */
    public Map<String, String> config() {
        return config;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicSpec spec
                && name.equals(spec.name)
                && partitions.equals(spec.partitions)
                && replication.equals(spec.replication)
                && config.equals(spec.config);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, partitions, replication, config);
    }

    /** {@code 12 partitions, 3 replicas, retention.ms=604800000}. */
    String details() {
        StringBuilder text = new StringBuilder();
        text.append(partitions.isPresent() ? counted(partitions.getAsInt(), "partition") : "the brokers' partitions");
        text.append(", ");
        text.append(replication.isPresent() ? counted(replication.getAsInt(), "replica") : "the brokers' replication");
        config.forEach((key, value) -> text.append(", ").append(key).append('=').append(value));
        return text.toString();
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    @Override
    public String toString() {
        return name + ": " + details();
    }
}
