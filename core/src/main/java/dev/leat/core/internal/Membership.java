package dev.leat.core.internal;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What makes a group a group and a tail a tail: how it comes by its partitions, and where it keeps how far it has come with them. Outlasts
 * Kafka's clients. Owner thread only.
 */
interface Membership {
    static Membership of(EngineSettings settings, CaughtUp caughtUp) {
        Subscription subscription = settings.sources().subscription();
        return subscription instanceof Subscription.Everything everything
                ? new TailMembership(everything, caughtUp)
                : new GroupMembership(subscription, settings.preparation());
    }

    Commits commits(Consumer<?, ?> consumer);

    /** Asks for partitions; the rebalance is told of those that come and go. */
    Supply join(Lasting lasting, Consumer<?, ?> consumer, Assignments assignments, Rebalance rebalance);

    /** Tells who needs it what member of its group this client is. */
    void publish(Consumer<?, ?> consumer, Lasting lasting);

    /** The log of this partition is not the one it was. */
    void wentBack(TopicPartition partition);

    /** Partitions as they come to one client. */
    interface Supply {
        /** The client sees to it all by itself. */
        Supply BY_CLIENT = new Supply() {
            @Override
            public void look(long nowNanos) {}

            @Override
            public boolean mayPoll() {
                return true;
            }
        };

        /** Once a round. */
        void look(long nowNanos);

        /** Kafka's client refuses to be polled while it has nothing at all to do. */
        boolean mayPoll();
    }
}
