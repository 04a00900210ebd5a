package dev.leat.testkit.internal;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** The order of partitions where it must be the same in every run. */
final class TopicPartitions {
    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private TopicPartitions() {}
}
