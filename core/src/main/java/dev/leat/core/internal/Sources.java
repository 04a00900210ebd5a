package dev.leat.core.internal;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** Where a group takes its records from. */
public interface Sources {
    Subscription subscription();

    /**
     * What was subscribed to for this partition.
     *
     * @throws IllegalStateException for a partition that was not
     */
    Source of(TopicPartition partition);

    Collection<Source> all();
}
