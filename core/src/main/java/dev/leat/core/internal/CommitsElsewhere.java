package dev.leat.core.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/**
 * What is done is committed by transactions before it is known here: a commit of the consumer's own could only take it back. It has only one to make,
 * before there are any: where a partition begins. So the confirmation of all others is worth
 * little: that a member is one still. It is asked for no earlier than {@link Standstill} allows, by when Kafka's client has heard that it is
 * not; and what starts all the same is fenced.
 */
record CommitsElsewhere(Commits read) implements Commits {
    @Override
    public Map<TopicPartition, OffsetAndMetadata> of(Set<TopicPartition> partitions, Duration atMost) {
        return read.of(partitions, atMost);
    }

    @Override
    public void begin(Map<TopicPartition, Long> offsets, Duration atMost) {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
        offsets.forEach((partition, offset) -> all.put(partition, new OffsetAndMetadata(offset)));
        if (!all.isEmpty()) {
            read.commitSync(all, atMost);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's callbacks get null for no error
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback whenDone) {
        whenDone.onComplete(offsets, null);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration atMost) {}
}
