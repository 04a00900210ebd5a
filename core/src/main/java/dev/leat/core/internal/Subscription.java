package dev.leat.core.internal;

import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

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

    /** Exactly these, shared with nobody. */
    record Partitions(Set<TopicPartition> partitions) implements Subscription {
        @Override
        public boolean isShared() {
            return false;
        }
    }
}
