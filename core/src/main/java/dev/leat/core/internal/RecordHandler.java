package dev.leat.core.internal;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads and handles one record; called on workers. */
@FunctionalInterface
public interface RecordHandler {
    /**
     * @param attempt 1 at the first delivery in this assignment
     * @param assignment in which the partition was delivered
     * @return null if the record is done; else a stage whose end is the record's: a normal one means done, any other failed
     * @throws Exception if the record has failed
     */
    @Nullable
    CompletionStage<?> handle(ConsumerRecord<byte[], byte[]> record, int attempt, Assigned assignment) throws Exception;
}
