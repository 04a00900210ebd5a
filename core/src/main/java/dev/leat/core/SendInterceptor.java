package dev.leat.core;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Something that is told of what producers send: tracing, metrics. For many threads at once. What it throws is logged and changes nothing.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SendInterceptor {
    /** Told how a send has ended. */
    @FunctionalInterface
    interface Outcome {
        /**
         * Once, on the thread that speaks with Kafka, or on the sender's if it has failed at once. Must not wait.
         *
         * @param where null if it has failed
         * @param failure null if it has not
         */
        void ended(@Nullable RecordMetadata where, @Nullable Exception failure);
    }

    /**
     * On the sender's thread, before the record goes to Kafka. Headers may be added to it.
     *
     * @return null if the outcome is of no interest
     */
    @Nullable
    Outcome sending(ProducerRecord<byte[], byte[]> record);
}
