package dev.leat.core.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** The offsets that brokers keep for a consumer group. */
record GroupCommits(Consumer<?, ?> consumer) implements Commits {
    @Override
    public Map<TopicPartition, OffsetAndMetadata> of(Set<TopicPartition> partitions, Duration atMost) {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>(consumer.committed(partitions, atMost));
        commits.values().removeIf(Objects::isNull);
        return commits;
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback whenDone) {
        consumer.commitAsync(offsets, whenDone);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration atMost) {
        while (true) {
            try {
                consumer.commitSync(offsets, atMost);
                return;
            } catch (WakeupException late) {
                // Meant for a poll that had returned. There may be a few, but each needs a letter of its own.
            }
        }
    }
}
