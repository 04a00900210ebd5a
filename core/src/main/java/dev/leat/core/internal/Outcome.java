package dev.leat.core.internal;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a call of a handler has come to, if it has not thrown. */
sealed interface Outcome {
    /** All records are done. */
    record Done() implements Outcome {}

    /** These are not; all others are. */
    record Failed(List<BatchRecordHandler.Failed> failures) implements Outcome {}

    /** The stage will tell. */
    record Unfinished(CompletionStage<?> stage, boolean holdsSlot) implements Outcome {}

    Outcome DONE = new Done();

    /** Calls the handler for these records, which a {@link Pending} has. */
    @FunctionalInterface
    interface Call {
        Outcome make(List<ConsumerRecord<byte[], byte[]>> records, int attempt) throws Exception;

        /** What follows; null if nothing does. */
        default @Nullable Conclusion conclusion() {
            return null;
        }
    }
}
