package dev.leat.core;

import dev.leat.core.internal.Preparation;
import dev.leat.core.spi.Surroundings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The producers of a group's transactions: one for each partition it has, with an id that belongs to the partition. So whoever gets the
 * partition next ends what the one before has left open, before it asks where to begin; and one that was frozen can commit nothing when it
 * wakes up. (KIP-447 does with one producer for all partitions, and the group's generation alone; an open transaction of a member that is
 * gone then holds up its partitions until it times out.)
 */
final class PartitionProducers implements Preparation {
    private final Function<TopicPartition, Map<String, Object>> properties;
    private final Shared shared;
    private final Surroundings surroundings;
    private final Map<TopicPartition, PartitionProducer> all = new ConcurrentHashMap<>();
    private volatile @Nullable ConsumerGroupMetadata member;

    /** @param properties of the producer of a partition, with its transactional id */
    PartitionProducers(
            Function<TopicPartition, Map<String, Object>> properties, Shared shared, Surroundings surroundings) {
        this.properties = properties;
        this.shared = shared;
        this.surroundings = surroundings;
    }

    @Override
    public boolean isReady(TopicPartition partition, Runnable whenReady) {
        PartitionProducer producer = all.get(partition);
        if (producer == null || producer.isBroken()) {
            producer =
                    new PartitionProducer(partition, properties.apply(partition), shared, surroundings, this::member);
            PartitionProducer before = all.put(partition, producer);
            if (before != null) {
                before.close();
            }
            producer.begin(whenReady);
        }
        return producer.isReady();
    }

    @Override
    public void member(ConsumerGroupMetadata now) {
        member = now;
    }

    private ConsumerGroupMetadata member() {
        ConsumerGroupMetadata now = member;
        if (now == null) {
            throw new IllegalStateException("a transaction before the group was joined");
        }
        return now;
    }

    @Override
    public void gone(TopicPartition partition) {
        PartitionProducer producer = all.remove(partition);
        if (producer != null) {
            producer.close();
        }
    }

    @Override
    public void allGone() {
        all.keySet().forEach(this::gone);
    }

    /** The one of a partition that has begun. */
    PartitionProducer of(TopicPartition partition) {
        PartitionProducer producer = all.get(partition);
        if (producer == null) {
            throw new IllegalStateException("the partition " + partition + " was given up");
        }
        return producer;
    }
}
