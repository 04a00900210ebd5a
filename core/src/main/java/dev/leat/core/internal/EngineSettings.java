package dev.leat.core.internal;

import dev.leat.core.Ordering;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Everything an {@link Engine} is made of.
 *
 * @param sources what is subscribed to, by partition; always the same object for the same partition
 * @param commitInterval the least time between two commits
 * @param drain how long a rebalance waits for running handlers
 * @param consumers makes Kafka's client; called on the owner thread, again after the client has failed
 */
public record EngineSettings(
        String groupId,
        Ordering ordering,
        int concurrency,
        boolean virtualThreads,
        Subscription subscription,
        Function<TopicPartition, Source> sources,
        Policy policy,
        DeadLetters deadLetters,
        Bounds bounds,
        Duration commitInterval,
        Duration drain,
        Supplier<Consumer<byte[], byte[]>> consumers,
        Surroundings surroundings) {
    long nanos() {
        return surroundings.nanos();
    }
}
