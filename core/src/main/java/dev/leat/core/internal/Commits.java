package dev.leat.core.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/** Where it is kept how far a group has come. Owner thread only. */
interface Commits {
    /** The newest commits of these partitions, without those that have none. Fails if there is no answer in time. */
    Map<TopicPartition, OffsetAndMetadata> of(Set<TopicPartition> partitions, Duration atMost);

    /** Has it kept where partitions begin that have no commit. Fails if there is no answer in time. */
    default void begin(Map<TopicPartition, Long> offsets, Duration atMost) {
        // The first of the other commits says it.
    }

    /** Returns at once; the owner thread is told of the outcome, at the latest in a later poll. */
    void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback whenDone);

    /** Fails if there is no answer in time. */
    void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration atMost);
}
