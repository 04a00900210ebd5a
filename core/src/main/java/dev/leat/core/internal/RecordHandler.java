package dev.leat.core.internal;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads and handles one record; called on workers. Returning means done, throwing means failed. */
@FunctionalInterface
public interface RecordHandler {
    /** @param attempt 1 at the first delivery in this assignment */
    void handle(ConsumerRecord<byte[], byte[]> record, int attempt) throws Exception;
}
