package dev.leat.core.internal;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Where records go that are given up. */
@FunctionalInterface
public interface DeadLetters {
    /**
     * Sends the record and returns at once or after a short, bounded wait; called on a worker.
     *
     * @param attempts deliveries so far
     * @param whenSent called once, on any thread: with null when the broker has confirmed, else with the reason. Must not block
     */
    void send(
            ConsumerRecord<byte[], byte[]> record,
            int attempts,
            Throwable failure,
            Consumer<@Nullable Throwable> whenSent);
}
