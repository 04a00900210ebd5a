package dev.leat.core.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
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

    private final EngineSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final Mailbox mailbox;
    private final Timers timers;
    private final AssignmentMaker maker;
    private final Runnable whenJoined;

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
            Runnable whenJoined) {
        this.settings = settings;
        this.consumer = consumer;
        this.mailbox = mailbox;
        this.timers = timers;
        this.maker = maker;
        this.whenJoined = whenJoined;
        this.committer = new Committer(
                settings.groupId(), settings.commitInterval(), settings.ticker().nanos());
        this.nextTickNanos = settings.ticker().nanos();
    }

    void subscribe() {
        consumer.subscribe(settings.handlers().keySet(), new Rebalance());
    }

    /** One turn of the loop. */
    void round() {
        mailbox.readAll();
        long now = settings.ticker().nanos();
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
        records.nextOffsets().forEach((partition, next) -> {
            Assignment assignment = assignments.get(partition);
            if (assignment == null) {
                return; // it is being taken away; what was polled of it will be delivered to its next owner
            }
            List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
            if (assignment.isBeyond(
                    batch.isEmpty() ? next.offset() : batch.get(0).offset())) {
                assignment = startAnew(assignment);
            }
            assignment.deliver(batch, next.offset());
        });
    }

    /** The log is another one: its topic was deleted and made again, or its end was cut off. Old offsets mean nothing any more. */
    private Assignment startAnew(Assignment old) {
        LOG.warn(
                "group={} {} went back behind what was delivered: the topic was recreated or has lost its end;"
                        + " beginning anew where the log is now",
                settings.groupId(),
                old);
        old.close();
        pressure.resumed(consumer, old.partition());
        Assignment anew = maker.newAssignment(old.partition());
        assignments.put(old.partition(), anew);
        return anew;
    }

    /** Ends the membership: every step is tried, even if one before it failed. */
    void leave(Duration drain, Duration forKafka, Runnable beforeCommit) {
        List<Assignment> all = List.copyOf(assignments.values());
        step("drain", () -> giveUp(all, drain));
        step("interrupt handlers", beforeCommit);
        step("commit", () -> committer.commitNow(consumer, all, forKafka));
        step("close the client", () -> {
            try {
                close(forKafka);
            } catch (WakeupException late) {
                close(forKafka);
            }
        });
    }

    private void close(Duration atMost) {
        consumer.close(CloseOptions.timeout(atMost));
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
        long deadline = settings.ticker().nanos() + atMost.toNanos();
        while (true) {
            mailbox.readAll();
            long now = settings.ticker().nanos();
            timers.runDue(now);
            if (gone.stream().allMatch(Assignment::isQuiet)) {
                return;
            }
            if (deadline - now <= 0) {
                LOG.warn("group={} gave up waiting after {} for {}", settings.groupId(), atMost, gone);
                return;
            }
            mailbox.await(Duration.ofNanos(timers.untilNext(now, deadline - now)));
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
            committer.commitNow(consumer, gone, settings.drain());
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
