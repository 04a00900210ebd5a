package dev.leat.core.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A turn of the owner's loop that brings no record: what every poll costs beside the poll. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // setUp() comes first
public class RoundBenchmark extends Measured {
    @Param({"8", "100"})
    public int partitions;

    private Owner owner;

    @Setup
    public void setUp() {
        Set<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(Parts.TOPIC, number))
                .collect(Collectors.toSet());
        owner = new Owner(Parts.lasting(new Subscription.Partitions(all), Duration.ofSeconds(1)), new EmptyLog(all));
        owner.join();
        owner.round();
    }

    @Benchmark
    public void round() {
        owner.round();
    }

    /** Kafka's mock of a client with what it does beside the loop left out. */
    private static final class EmptyLog extends MockConsumer<byte[], byte[]> {
        EmptyLog(Set<TopicPartition> partitions) {
            super("earliest");
            Map<TopicPartition, Long> empty =
                    partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> 0L));
            updateBeginningOffsets(empty);
            updateEndOffsets(empty);
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            return ConsumerRecords.empty();
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            callback.onComplete(offsets, null);
        }
    }
}
