package dev.leat.core.internal;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads and handles several records in one call; called on workers. */
@FunctionalInterface
public interface BatchRecordHandler {
    /** One of the records, and why it is not done. */
    record Failed(ConsumerRecord<byte[], byte[]> record, Throwable failure) {}

    /**
     * @param records in their order, at least one
     * @param attempt 1 at the first delivery in this assignment
     * @param assignment in which the partition was delivered
     * @return those that failed, in their order; all others are done
     * @throws Exception if all have failed
     */
    List<Failed> handle(List<ConsumerRecord<byte[], byte[]>> records, int attempt, Assigned assignment)
            throws Exception;
}
