package dev.leat.core.internal;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is still to be done once nothing of a batch is left to be handled, whatever became of its records: handled, filtered out, given up.
 * Called on a worker; if it throws, it is called again later.
 */
@FunctionalInterface
public interface Conclusion {
    /** @param last of the batch */
    void conclude(ConsumerRecord<byte[], byte[]> last, Assigned assigned);
}
