package dev.leat.core.internal;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** All partitions, and commits that nobody else sees. */
final class TailMembership implements Membership {
    private final Subscription.Everything topics;
    private final CaughtUp caughtUp;
    private final MemoryCommits commits = new MemoryCommits();

    TailMembership(Subscription.Everything topics, CaughtUp caughtUp) {
        this.topics = topics;
        this.caughtUp = caughtUp;
    }

    @Override
    public Commits commits(Consumer<?, ?> consumer) {
        return commits;
    }

    @Override
    public Supply join(Lasting lasting, Consumer<?, ?> consumer, Assignments assignments, Rebalance rebalance) {
        return new Discovery(lasting, consumer, topics, this, assignments, rebalance);
    }

    /** What stood there at the start will never be reached: it is gone. */
    @Override
    public void publish(Consumer<?, ?> consumer, Lasting lasting) {}

    @Override
    public void wentBack(TopicPartition partition) {
        caughtUp.forget(partition);
    }

    /** If a topic of that name is made again, it is another one. */
    void deleted(TopicPartition partition) {
        commits.forget(partition);
        caughtUp.forget(partition);
    }

    CaughtUp caughtUp() {
        return caughtUp;
    }
}
