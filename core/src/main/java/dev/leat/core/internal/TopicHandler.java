package dev.leat.core.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a group does with the records of a topic. */
public sealed interface TopicHandler {
    /**
     * Each record by itself.
     *
     * @param slotUntilDone whether a record that is not done when the call returns still counts against the concurrency
     */
    record Single(RecordHandler handler, boolean slotUntilDone) implements TopicHandler {}

    /**
     * Several in one call.
     *
     * @param size the most
     * @param age how long a record waits for others
     * @param conclusion what follows each batch; null for nothing
     */
    record Batch(
            BatchRecordHandler handler,
            int size,
            Duration age,
            @Nullable Conclusion conclusion) implements TopicHandler {}
}
