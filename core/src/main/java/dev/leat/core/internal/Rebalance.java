package dev.leat.core.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens when partitions come and go. Kafka's client calls it inside its poll, so on the owner thread. */
final class Rebalance implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");

    private final Lasting lasting;
    private final Consumer<byte[], byte[]> consumer;
    private final Assignments assignments;
    private final Drain drain;
    private final Committer committer;

    Rebalance(
            Lasting lasting,
            Consumer<byte[], byte[]> consumer,
            Assignments assignments,
            Drain drain,
            Committer committer) {
        this.lasting = lasting;
        this.consumer = consumer;
        this.assignments = assignments;
        this.drain = drain;
        this.committer = committer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            assignments.add(lasting.newAssignment().apply(partition));
        }
        LOG.info("group={} assigned={} all={}", lasting.group(), partitions, assignments.partitions());
        lasting.lease().renew(lasting.nanos());
        lasting.lifetime().joined();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        List<Assignment> gone = assignments.of(partitions);
        if (gone.isEmpty()) {
            return;
        }
        LOG.info("group={} revoked={}", lasting.group(), partitions);
        lasting.mailbox().leavePoll();
        drain.giveUp(gone, lasting.settings().drain());
        committer.commitNow(consumer, gone, lasting.timeForKafka());
        if (!lasting.mailbox().enterPoll(consumer)) {
            consumer.wakeup();
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        // Others may own them already: nothing to commit, nothing worth waiting for.
        LOG.warn("group={} lost={}; unfinished records will be delivered again", lasting.group(), partitions);
        drain.giveUp(assignments.of(partitions), Duration.ZERO);
    }
}
