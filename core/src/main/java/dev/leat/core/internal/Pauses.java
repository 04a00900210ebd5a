package dev.leat.core.internal;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;

/** What the user has paused. It outlasts rebalances: a partition that comes back is still paused. Any thread. */
public final class Pauses {
    /** Immutable. */
    public record Paused(boolean group, Set<String> topics, Set<TopicPartition> partitions) {
        static final Paused NOTHING = new Paused(false, Set.of(), Set.of());

        public boolean has(TopicPartition partition) {
            return group || topics.contains(partition.topic()) || partitions.contains(partition);
        }

        public Paused withGroup() {
            return new Paused(true, topics, partitions);
        }

        public Paused withTopic(String topic) {
            Set<String> more = new HashSet<>(topics);
            more.add(topic);
            return new Paused(group, Set.copyOf(more), partitions);
        }

        public Paused withPartition(TopicPartition partition) {
            Set<TopicPartition> more = new HashSet<>(partitions);
            more.add(partition);
            return new Paused(group, topics, Set.copyOf(more));
        }

        /** Everything goes on. */
        public Paused withoutAll() {
            return NOTHING;
        }

        /** With its partitions. */
        public Paused withoutTopic(String topic) {
            Set<String> fewer = new HashSet<>(topics);
            fewer.remove(topic);
            Set<TopicPartition> others = new HashSet<>(partitions);
            others.removeIf(partition -> partition.topic().equals(topic));
            return new Paused(group, Set.copyOf(fewer), Set.copyOf(others));
        }

        public Paused withoutPartition(TopicPartition partition) {
            Set<TopicPartition> fewer = new HashSet<>(partitions);
            fewer.remove(partition);
            return new Paused(group, topics, Set.copyOf(fewer));
        }
    }

    private final AtomicReference<Paused> paused = new AtomicReference<>(Paused.NOTHING);

    void change(UnaryOperator<Paused> change) {
        paused.updateAndGet(change);
    }

    Paused now() {
        return Objects.requireNonNull(paused.get());
    }
}
