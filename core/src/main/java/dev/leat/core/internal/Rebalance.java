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
    private final Beginnings beginnings;
    private final Drain drain;
    private final Committer committer;

    Rebalance(
            Lasting lasting,
            Consumer<byte[], byte[]> consumer,
            Assignments assignments,
            Beginnings beginnings,
            Drain drain,
            Committer committer) {
        this.lasting = lasting;
        this.consumer = consumer;
        this.assignments = assignments;
        this.beginnings = beginnings;
        this.drain = drain;
        this.committer = committer;
    }

    /** No reason to renew the {@link Lease}: the answer that brings it may have waited in a buffer while the process was frozen. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        lasting.mailbox().leavePoll();
        lasting.membership().publish(consumer, lasting);
        beginnings.begin(partitions);
        lasting.lifetime().joined();
        LOG.info("group={} assigned={} all={}", lasting.group(), partitions, assignments.partitions());
        enterPollAgain();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        beginnings.forget(partitions);
        List<Assignment> gone = assignments.of(partitions);
        if (gone.isEmpty()) {
            gone(partitions);
            return;
        }
        LOG.info("group={} revoked={}", lasting.group(), partitions);
        lasting.mailbox().leavePoll();
        drain.giveUp(gone, lasting.settings().drain());
        committer.commitNow(gone, lasting.timeForKafka());
        gone(partitions);
        enterPollAgain();
    }

    /** Without a rebalance. */
    void beginAnew(Assignment assignment) {
        LOG.warn("group={} begins {} anew where it has committed", lasting.group(), assignment);
        drain.giveUp(List.of(assignment), lasting.settings().drain());
        beginnings.beginLater(assignment.partition());
    }

    private void gone(Collection<TopicPartition> partitions) {
        partitions.forEach(lasting.settings().preparation()::gone);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        // Others may own them already: nothing to commit, nothing worth waiting for.
        LOG.warn("group={} lost={}; unfinished records will be delivered again", lasting.group(), partitions);
        beginnings.forget(partitions);
        drain.giveUp(assignments.of(partitions), Duration.ZERO);
        gone(partitions);
    }

    /** A letter that came while nobody could be woken wakes the rest of the poll. */
    private void enterPollAgain() {
        if (!lasting.mailbox().enterPoll(consumer)) {
            consumer.wakeup();
        }
    }
}
