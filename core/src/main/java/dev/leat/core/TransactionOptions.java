package dev.leat.core;

import dev.leat.core.internal.Preparation;
import dev.leat.core.spi.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Whether a group handles its messages in transactions, and what follows from that. For one thread. */
final class TransactionOptions {
    private final String label;
    private final Surroundings surroundings;
    private final Shared shared;
    private @Nullable PartitionProducers producers;

    TransactionOptions(String label, Surroundings surroundings, Shared shared) {
        this.label = label;
        this.surroundings = surroundings;
        this.shared = shared;
    }

    /**
     * Those of the group, which it has from now on.
     *
     * @param properties of a producer; asked for when a partition begins
     */
    PartitionProducers producers(Supplier<Map<String, Object>> properties) {
        PartitionProducers made = producers;
        if (made == null) {
            made = new PartitionProducers(
                    partition -> TransactionalProducer.properties(properties.get(), id(partition)),
                    shared,
                    surroundings);
            producers = made;
        }
        return made;
    }

    /** No topic has a colon in its name, so no other group's ids are like these. */
    private String id(TopicPartition partition) {
        return label + ":" + partition.topic() + ":" + partition.partition();
    }

    Preparation preparation() {
        return producers == null ? Preparation.NONE : producers;
    }

    void addTo(Map<String, Object> consumer) {
        if (producers != null) {
            // Where a partition begins is known only when the transactions of whoever had it before are over.
            consumer.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        }
    }

    /** One sentence for each option that cannot work with transactions. */
    void addProblems(Routing routing, Ordering ordering, KafkaProperties properties, List<String> found) {
        if (producers == null) {
            return;
        }
        if (!routing.isAll(StartupReport.HandlerKind.TRANSACTION)) {
            found.add(
                    "it has handlers with transactions and others; their commits exclude each other: make two groups");
        }
        if (ordering != Ordering.PARTITION) {
            found.add("ordering is " + ordering
                    + ", but transactions commit what is done in the order of the partition; leave it PARTITION");
        }
        Object isolation = properties.values().get(ConsumerConfig.ISOLATION_LEVEL_CONFIG);
        if (isolation != null && !isolation.toString().equalsIgnoreCase("read_committed")) {
            found.add(
                    "'" + ConsumerConfig.ISOLATION_LEVEL_CONFIG + "' is " + isolation
                            + ", but where a partition begins would be read in the middle of another's transaction; leave it out");
        }
    }
}
