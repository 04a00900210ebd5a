package dev.leat.core.tools;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Takes letters away. */
interface ReplayCourier {
    /** For a dry run. */
    ReplayCourier NONE = (records, marked, marks, group) -> {};

    /**
     * Returns when they are where they shall be, and marked.
     *
     * @param marked the partition of the letters
     * @throws ToolException if not; then nothing of it counts
     */
    void deliver(
            List<ProducerRecord<byte[], byte[]>> records,
            TopicPartition marked,
            OffsetAndMetadata marks,
            ConsumerGroupMetadata group);
}
