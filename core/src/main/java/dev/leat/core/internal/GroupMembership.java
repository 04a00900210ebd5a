package dev.leat.core.internal;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Partitions by subscription, or chosen by hand; commits with the brokers, under the group's id. */
record GroupMembership(Subscription subscription) implements Membership {
    @Override
    public Commits commits(Consumer<?, ?> consumer) {
        return new GroupCommits(consumer);
    }

    @Override
    public Supply join(Lasting lasting, Consumer<?, ?> consumer, Assignments assignments, Rebalance rebalance) {
        if (subscription instanceof Subscription.Names names) {
            consumer.subscribe(names.topics(), rebalance);
        } else if (subscription instanceof Subscription.Matching matching) {
            consumer.subscribe(matching.topics(), rebalance);
        } else if (subscription instanceof Subscription.Partitions fixed) {
            consumer.assign(fixed.partitions());
            rebalance.onPartitionsAssigned(fixed.partitions());
        }
        return Supply.BY_CLIENT;
    }

    @Override
    public void wentBack(TopicPartition partition) {}
}
