package dev.leat.core.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All partitions of a tail's topics, asked for again and again, since Kafka's client tells only members of a group which ones there are.
 * What comes and goes is a rebalance like any other. Owner thread only.
 */
final class Discovery implements Membership.Supply {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");
    /** For all questions of a round together: no record is taken in meanwhile, and no retry begun. */
    private static final Duration ANSWER = Duration.ofMillis(500);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final Lasting lasting;
    private final Consumer<?, ?> consumer;
    private final Subscription.Everything topics;
    private final TailMembership membership;
    private final Assignments assignments;
    private final Rebalance rebalance;

    private Set<TopicPartition> all = Set.of();
    private long dueNanos;
    private boolean joined;

    Discovery(
            Lasting lasting,
            Consumer<?, ?> consumer,
            Subscription.Everything topics,
            TailMembership membership,
            Assignments assignments,
            Rebalance rebalance) {
        this.lasting = lasting;
        this.consumer = consumer;
        this.topics = topics;
        this.membership = membership;
        this.assignments = assignments;
        this.rebalance = rebalance;
        this.dueNanos = lasting.nanos();
    }

    @Override
    public boolean mayPoll() {
        return !all.isEmpty();
    }

    @Override
    public void look(long nowNanos) {
        if (nowNanos - dueNanos >= 0) {
            try {
                take(find());
                aim();
                dueNanos = nowNanos + Nanos.of(topics.askEvery());
            } catch (WakeupException late) {
                // meant for a poll that had returned: again in the next round
            } catch (RetriableException e) { // such as TimeoutException
                LOG.debug("group={} has no answer which partitions there are, asking again", lasting.group(), e);
                dueNanos = nowNanos + FIRST_PAUSE.toNanos();
            }
        }
        membership.caughtUp().look(assignments);
    }

    private Set<TopicPartition> find() {
        Set<TopicPartition> found = new HashSet<>(topics.partitions());
        long deadline = lasting.nanos() + ANSWER.toNanos();
        for (String topic : topics.names()) {
            add(consumer.partitionsFor(topic, left(deadline)), found);
        }
        if (!topics.patterns().isEmpty()) {
            consumer.listTopics(left(deadline)).forEach((topic, partitions) -> {
                if (topics.matches(topic)) {
                    add(partitions, found);
                }
            });
        }
        return found;
    }

    private Duration left(long deadlineNanos) {
        return Duration.ofNanos(Math.max(0, deadlineNanos - lasting.nanos()));
    }

    private static void add(List<PartitionInfo> infos, Set<TopicPartition> found) {
        infos.forEach(info -> found.add(new TopicPartition(info.topic(), info.partition())));
    }

    private void take(Set<TopicPartition> found) {
        Set<TopicPartition> gone = new HashSet<>(all);
        gone.removeAll(found);
        Set<TopicPartition> fresh = new HashSet<>(found);
        fresh.removeAll(all);
        if (!gone.isEmpty()) {
            rebalance.onPartitionsRevoked(gone);
            gone.forEach(membership::deleted);
        }
        if (!gone.isEmpty() || !fresh.isEmpty()) {
            consumer.assign(found);
            all = found;
        }
        if (!joined || !fresh.isEmpty()) {
            joined = true;
            rebalance.onPartitionsAssigned(fresh);
        }
    }

    private void aim() {
        if (membership.caughtUp().isAimless()) {
            membership.caughtUp().aimAt(all.isEmpty() ? Map.of() : consumer.endOffsets(all, ANSWER));
        }
    }
}
