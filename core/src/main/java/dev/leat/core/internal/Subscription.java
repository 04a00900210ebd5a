package dev.leat.core.internal;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;

/** Which partitions a group asks for. */
public sealed interface Subscription {
    /** Whether the members of the group share the partitions out among them. */
    default boolean isShared() {
        return true;
    }

    /** A share of these topics. */
    record Names(Set<String> topics) implements Subscription {}

    /** A share of all topics whose whole names match, also of those made later. */
    record Matching(Pattern topics) implements Subscription {}

    /**
     * All partitions there are of these topics, by nobody's leave: no group.
     *
     * @param askEvery between questions which there are
     */
    record Everything(Set<String> names, List<Pattern> patterns, Set<TopicPartition> partitions, Duration askEvery)
            implements Subscription {
        /** Whether a pattern fits the topic, which is none of Kafka's own. */
        boolean matches(String topic) {
            return !Topic.isInternal(topic)
                    && patterns.stream()
                            .anyMatch(pattern -> pattern.matcher(topic).matches());
        }

        @Override
        public boolean isShared() {
            return false;
        }
    }

    /** Exactly these, shared with nobody. */
    record Partitions(Set<TopicPartition> partitions) implements Subscription {
        @Override
        public boolean isShared() {
            return false;
        }
    }
}
