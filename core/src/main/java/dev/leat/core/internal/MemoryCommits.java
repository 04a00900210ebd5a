package dev.leat.core.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/** Commits that last as long as the process: a client that is given up is followed by one that goes on where it was. Owner thread only. */
final class MemoryCommits implements Commits {
    private final Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();

    @Override
    public Map<TopicPartition, OffsetAndMetadata> of(Set<TopicPartition> partitions, Duration atMost) {
        Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>(commits);
        found.keySet().retainAll(partitions);
        return found;
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback whenDone) {
        commits.putAll(offsets);
        whenDone.onComplete(offsets, null);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration atMost) {
        commits.putAll(offsets);
    }

    void forget(TopicPartition partition) {
        commits.remove(partition);
    }
}
