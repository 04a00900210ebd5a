package dev.leat.core.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership of a group, from subscribing to leaving: the loop of the owner thread.
 *
 * <p>The owner thread alone touches Kafka's client, windows, timers and commits. It runs no user code and waits nowhere but in
 * {@link #poll}, where letters wake it, and in {@link #drain}, where it goes on reading them.
 */
final class Owner {
    /** How often lanes are looked at; a head that does not move for one to two ticks is taken for slow. */
    static final Duration TICK = Duration.ofMillis(20);

    /** A commit needs time for its way even if handlers get none. */
    private static final Duration LEAST_FOR_KAFKA = Duration.ofSeconds(5);

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");

    /** What other threads may ask of the owner. */
    interface Access {
        /** Has the owner thread run this soon. */
        void tell(Runnable letter);

        /** Has the owner thread run this after the pause. */
        void later(Duration pause, Runnable action);

        /** Ends the group. The first reason counts. */
        void fail(Throwable reason);
    }

    /** What is left of a wait once the group has been told to end; the whole of it before. Asked again while waiting. */
    interface Ending {
        Duration forDrain(Duration wanted);

        Duration forKafka(Duration wanted);
    }

    private final EngineSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final Mailbox mailbox;
    private final Timers timers;
    private final AssignmentMaker maker;
    private final Runnable whenJoined;
    private final Ending ending;

    private final Map<TopicPartition, Assignment> assignments = new HashMap<>();
    private final Pressure pressure = new Pressure();
    private final Committer committer;
    private long nextTickNanos;

    /** Makes the assignment of a partition. */
    @FunctionalInterface
    interface AssignmentMaker {
        Assignment newAssignment(TopicPartition partition);
    }

    Owner(
            EngineSettings settings,
            Consumer<byte[], byte[]> consumer,
            Mailbox mailbox,
            Timers timers,
            AssignmentMaker maker,
            Runnable whenJoined,
            Ending ending) {
        this.settings = settings;
        this.consumer = consumer;
        this.mailbox = mailbox;
        this.timers = timers;
        this.maker = maker;
        this.whenJoined = whenJoined;
        this.ending = ending;
        this.committer = new Committer(settings.groupId(), settings.commitInterval(), settings.nanos());
        this.nextTickNanos = settings.nanos();
    }

    void subscribe() {
        consumer.subscribe(settings.handlers().keySet(), new Rebalance());
    }

    /** One turn of the loop. */
    void round() {
        mailbox.readAll();
        long now = settings.nanos();
        timers.runDue(now);
        tick(now);
        assignments.values().forEach(Assignment::admitHeld);
        committer.commitIfDue(consumer, assignments.values(), now);
        pressure.apply(consumer, assignments.values());
        deliver(poll(timers.untilNext(now, longestWait().toNanos())));
    }

    private void tick(long now) {
        if (now - nextTickNanos >= 0) {
            nextTickNanos = now + TICK.toNanos();
            assignments.values().forEach(Assignment::tick);
        }
    }

    /** Whatever changes without a letter is looked at in time: heads that do not move, frontiers to commit. */
    private Duration longestWait() {
        for (Assignment assignment : assignments.values()) {
            if (assignment.isBusy()) {
                return TICK;
            }
        }
        return settings.commitInterval().compareTo(IDLE) < 0 ? settings.commitInterval() : IDLE;
    }

    private ConsumerRecords<byte[], byte[]> poll(long atMostNanos) {
        try {
            boolean mayWait = mailbox.enterPoll(consumer);
            return consumer.poll(mayWait ? Duration.ofNanos(atMostNanos) : Duration.ZERO);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } finally {
            mailbox.leavePoll();
        }
    }

    private void deliver(ConsumerRecords<byte[], byte[]> records) {
        Set<TopicPartition> partitions = new HashSet<>(records.nextOffsets().keySet());
        partitions.addAll(records.partitions()); // an interceptor may have made these without next offsets
        for (TopicPartition partition : partitions) {
            Assignment assignment = assignments.get(partition);
            if (assignment != null) {
                deliver(
                        assignment,
                        records.records(partition),
                        records.nextOffsets().get(partition));
            }
            // Otherwise it is being taken away; what was polled of it will be delivered to its next owner.
        }
    }

    private void deliver(
            Assignment assignment, List<ConsumerRecord<byte[], byte[]>> records, @Nullable OffsetAndMetadata next) {
        long position =
                next != null ? next.offset() : records.get(records.size() - 1).offset() + 1;
        long first = records.isEmpty() ? position : records.get(0).offset();
        if (!assignment.isBehind(first)) {
            assignment.deliver(records, position);
            return;
        }
        // The log was truncated, or made anew: these are other records under offsets that were finished before.
        LOG.warn("group={} {} went back to offset {}; starting anew there", settings.groupId(), assignment, first);
        TopicPartition partition = assignment.partition();
        giveUp(List.of(assignment), settings.drain());
        long from = Math.min(assignment.frontier(), first);
        Assignment anew = maker.newAssignment(partition);
        assignments.put(partition, anew);
        if (from < first) {
            consumer.seek(partition, from); // what was unfinished before; then these come again
        } else {
            anew.deliver(records, position);
        }
    }

    /** Ends the membership: every step is tried, even if one before it failed. */
    void leave(Duration drain, Runnable afterCommit) {
        List<Assignment> all = List.copyOf(assignments.values());
        step("drain", () -> giveUp(all, drain));
        step("commit", () -> committer.commitNow(consumer, all, forKafka()));
        // Only now: one that returns because it was interrupted has not done its work.
        step("interrupt handlers", afterCommit);
        step("close the client", () -> {
            try {
                close();
            } catch (WakeupException late) {
                close();
            }
        });
    }

    private void close() {
        consumer.close(CloseOptions.timeout(forKafka()));
    }

    private Duration forKafka() {
        return ending.forKafka(settings.drain().compareTo(LEAST_FOR_KAFKA) > 0 ? settings.drain() : LEAST_FOR_KAFKA);
    }

    private void step(String name, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warn("group={} leaving: could not {}, going on", settings.groupId(), name, e);
        }
    }

    /** Starts nothing more of these and waits for what runs, at most this long; meanwhile all others go on. */
    private void giveUp(Collection<Assignment> gone, Duration atMost) {
        for (Assignment assignment : gone) {
            assignments.remove(assignment.partition());
            pressure.forget(assignment.partition());
            assignment.close();
        }
        drain(gone, atMost);
    }

    private void drain(Collection<Assignment> gone, Duration atMost) {
        long deadline = settings.nanos() + atMost.toNanos();
        while (true) {
            mailbox.readAll();
            long now = settings.nanos();
            timers.runDue(now);
            if (gone.stream().allMatch(Assignment::isQuiet)) {
                return;
            }
            long left = ending.forDrain(Duration.ofNanos(Math.max(0, deadline - now)))
                    .toNanos();
            if (left <= 0) {
                LOG.warn("group={} gave up waiting after {} for {}", settings.groupId(), atMost, gone);
                return;
            }
            mailbox.await(Duration.ofNanos(timers.untilNext(now, left)));
        }
    }

    /** Called by the client inside {@link #poll}. */
    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                assignments.put(partition, maker.newAssignment(partition));
            }
            LOG.info("group={} assigned={} all={}", settings.groupId(), partitions, assignments.keySet());
            whenJoined.run();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            List<Assignment> gone = of(partitions);
            if (gone.isEmpty()) {
                return;
            }
            LOG.info("group={} revoked={}", settings.groupId(), partitions);
            mailbox.leavePoll();
            giveUp(gone, settings.drain());
            committer.commitNow(consumer, gone, forKafka());
            if (!mailbox.enterPoll(consumer)) {
                consumer.wakeup();
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            // Others may own them already: nothing to commit, nothing worth waiting for.
            LOG.warn("group={} lost={}; unfinished records will be delivered again", settings.groupId(), partitions);
            giveUp(of(partitions), Duration.ZERO);
        }

        private List<Assignment> of(Collection<TopicPartition> partitions) {
            List<Assignment> found = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                Assignment assignment = assignments.get(partition);
                if (assignment != null) {
                    found.add(assignment);
                }
            }
            return found;
        }
    }
}
