package dev.leat.core.internal;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Partitions by subscription, or chosen by hand; commits with the brokers, under the group's id. */
record GroupMembership(Subscription subscription, Preparation preparation) implements Membership {
    @Override
    public Commits commits(Consumer<?, ?> consumer) {
        GroupCommits commits = new GroupCommits(consumer);
        return isTransactional() ? new CommitsElsewhere(commits) : commits;
    }

    private boolean isTransactional() {
        return preparation != Preparation.NONE;
    }

    @Override
    public void publish(Consumer<?, ?> consumer, Lasting lasting) {
        preparation.member(consumer.groupMetadata());
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
        return isTransactional() ? publishing(lasting, consumer) : Supply.BY_CLIENT;
    }

    /** With the consumer protocol a member's epoch may grow in any poll. */
    private Supply publishing(Lasting lasting, Consumer<?, ?> consumer) {
        return new Supply() {
            @Override
            public void look(long nowNanos) {
                publish(consumer, lasting);
            }

            @Override
            public boolean mayPoll() {
                return true;
            }
        };
    }

    @Override
    public void wentBack(TopicPartition partition) {}
}
