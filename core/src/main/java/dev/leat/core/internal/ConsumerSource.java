package dev.leat.core.internal;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;

/** Makes Kafka's clients for one consumer group, one after another. Owner thread, but for {@link #reach}. */
@FunctionalInterface
public interface ConsumerSource {
    /**
     * The client for the next membership; may ask the cluster before. May fail, and is then called again.
     *
     * @throws org.apache.kafka.common.errors.WakeupException if the group shall end before there is one
     */
    Consumer<byte[], byte[]> next(Waiting waiting);

    /**
     * Asks Kafka for a sign of life. On a thread of its own, before everything else; may fail, and is then called again.
     *
     * @throws org.apache.kafka.common.errors.WakeupException if the group shall end before there is one
     */
    default void reach(Waiting waiting) {}

    /** After which the group gives up the last client if it does not hear of it; empty if that is not known. */
    default Optional<Duration> sessionTimeout() {
        return Optional.empty();
    }

    /** Whether the next client avoids what the last one failed with, which would end the group otherwise. */
    default boolean avoids(RuntimeException failure) {
        return false;
    }
}
