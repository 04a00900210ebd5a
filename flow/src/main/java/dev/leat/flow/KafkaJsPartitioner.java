package dev.leat.flow;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Puts keys where KafkaJS 1.x puts them by default, and KafkaJS 2 with its {@code LegacyPartitioner}. For topics that services of Node and of
 * Java write to: with Kafka's own partitioner the messages of one key would be in two partitions, and in no order. All producers of such a topic
 * have to agree; move them together.
 *
 * <pre>{@code leat.producer(serde).property("partitioner.class", KafkaJsPartitioner.class)}</pre>
 *
 * <p>Messages without a key go to the partitions in turn, beginning anywhere: to those that have a leader, or to all if none has. A partition that a
 * message says itself is left alone; {@code anyPartition()} ({@code partitioner.ignore.keys}) does nothing here. Thread-safe; Kafka makes one for each
 * producer.
 *
 * @since 0.1
 */
public final class KafkaJsPartitioner implements Partitioner {
    private static final int SEED = 0x9747b28c;
    private static final int MULTIPLIER = 0x5bd1e995;

    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    /** For Kafka, which makes it by its name. */
    public KafkaJsPartitioner() {}

    @Override
    public int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        int partitions = cluster.partitionCountForTopic(topic);
        if (keyBytes != null) {
            return positive(hash(keyBytes)) % partitions;
        }
        int turn = positive(turns.computeIfAbsent(
                        topic,
                        any -> new AtomicInteger(ThreadLocalRandom.current().nextInt()))
                .incrementAndGet());
        List<PartitionInfo> available = cluster.availablePartitionsForTopic(topic);
        return available.isEmpty()
                ? turn % partitions
                : available.get(turn % available.size()).partition();
    }

    /**
     * MurmurHash2 as JavaScript computes it when it multiplies with doubles: of each product the bits below a double's 53 are rounded away. The words
     * also include a last one that is not full, whose bytes are then mixed in once more.
     */
    static int hash(byte[] key) {
        int length = key.length;
        int hash = SEED ^ length;
        for (int i = 0; i < length; i += 4) {
            int word = at(key, i) | (at(key, i + 1) << 8) | (at(key, i + 2) << 16) | (at(key, i + 3) << 24);
            word = times(word);
            word ^= word >>> 24;
            hash = times(hash) ^ times(word);
        }
        int rest = length & ~3;
        if (rest < length) {
            hash = times(hash ^ (at(key, rest) | (at(key, rest + 1) << 8) | (at(key, rest + 2) << 16)));
        }
        hash ^= hash >>> 13;
        hash = times(hash);
        return hash ^ (hash >>> 15);
    }

    /** The product is below 2^62: a long has it exactly as it was rounded, and its lower half is what JavaScript's bits are made of. */
    private static int times(int factor) {
        return (int) (long) ((double) factor * MULTIPLIER);
    }

    private static int at(byte[] key, int index) {
        return index < key.length ? key[index] & 0xff : 0;
    }

    private static int positive(int number) {
        return number & Integer.MAX_VALUE;
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
}
