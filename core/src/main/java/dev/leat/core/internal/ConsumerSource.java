package dev.leat.core.internal;

import org.apache.kafka.clients.consumer.Consumer;

/** Makes Kafka's clients for one consumer group, one after another. Owner thread. */
@FunctionalInterface
public interface ConsumerSource {
    /**
     * The client for the next membership; may ask the cluster before. May fail, and is then called again.
     *
     * @throws org.apache.kafka.common.errors.WakeupException if the group shall end before there is one
     */
    Consumer<byte[], byte[]> next(Waiting waiting);

    /** Whether the next client avoids what the last one failed with, which would end the group otherwise. */
    default boolean avoids(RuntimeException failure) {
        return false;
    }
}
