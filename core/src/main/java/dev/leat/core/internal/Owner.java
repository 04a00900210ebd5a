package dev.leat.core.internal;

import dev.leat.core.PartitionProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The loop of the owner thread, for one membership of a group.
 *
 * <p>The owner thread alone touches Kafka's client, windows, timers and commits. It runs no user code and waits nowhere but in
 * {@link Polling}, where letters wake it, in {@link Drain}, where it goes on reading them, and for Kafka when partitions come and go.
 */
final class Owner {
    /** How often lanes are looked at; a head that does not move for one to two ticks is taken for slow. */
    static final Duration TICK = Duration.ofMillis(20);

    private static final Duration IDLE = Duration.ofSeconds(1);

    /** What other threads may ask of the owner. */
    interface Access {
        /** Has the owner thread run this soon. */
        void tell(Runnable letter);

        /** Has the owner thread run this after the pause, if the assignment still lasts. */
        void later(Assignment assignment, Duration pause, Runnable action);

        /** Ends the group. The first reason counts. */
        void fail(Throwable reason);
    }

    private final Lasting lasting;
    private final Consumer<byte[], byte[]> consumer;
    private final Assignments assignments = new Assignments();
    private final Pressure pressure = new Pressure();
    private final Polling polling;
    private final Committer committer;
    private final Beginnings beginnings;
    private final Rebalance rebalance;
    private final Intake intake;
    private final Leaving leaving;
    private final Watchdog watchdog;
    private Membership.Supply supply = Membership.Supply.BY_CLIENT;
    private long nextTickNanos;

    Owner(Lasting lasting, Consumer<byte[], byte[]> consumer) {
        this.lasting = lasting;
        this.consumer = consumer;
        this.polling = new Polling(lasting.mailbox(), consumer);
        Commits commits = lasting.membership().commits(consumer);
        this.committer = new Committer(lasting, commits);
        Drain drain = new Drain(lasting, assignments, pressure);
        this.beginnings = new Beginnings(lasting, consumer, commits, assignments);
        this.rebalance = new Rebalance(lasting, consumer, assignments, beginnings, drain, committer);
        this.intake = new Intake(lasting, consumer, assignments, drain);
        this.leaving = new Leaving(lasting, consumer, assignments, drain, committer);
        this.watchdog = new Watchdog(lasting, intake::beginAnew);
        this.nextTickNanos = lasting.nanos();
        lasting.standstill().joins(nextTickNanos);
    }

    void join() {
        supply = lasting.membership().join(lasting, consumer, assignments, rebalance);
    }

    /** One turn of the loop. */
    void round() {
        lasting.mailbox().readAll();
        long now = lasting.nanos();
        lasting.runDue(now);
        tick(now);
        supply.look(now);
        beginnings.askAgainIfDue(now);
        Pauses.Paused paused = lasting.pauses().now();
        for (Assignment assignment : assignments.all()) {
            assignment.suspend(paused.has(assignment.partition()));
            assignment.admitHeld();
            assignment.letOn(lasting.workers());
        }
        committer.commitIfDue(assignments.all());
        pressure.apply(consumer, assignments.all());
        intake.take(poll(lasting.timers().untilNext(now, longestWait().toNanos())));
    }

    /** Where the broker's commit is, which must be asked for; unless the partition was given up meanwhile. */
    void beginAnew(Assignment assignment) {
        if (assignments.of(assignment.partition()) == assignment) {
            rebalance.beginAnew(assignment);
        }
    }

    /** How far it is with what it has. */
    List<PartitionProgress> progress() {
        long nanos = lasting.nanos();
        Instant now = lasting.settings().surroundings().now();
        List<PartitionProgress> all = new ArrayList<>(beginnings.progress(nanos));
        for (Assignment assignment : assignments.all()) {
            all.add(assignment.progress(behind(assignment.partition()), nanos, now));
        }
        return all;
    }

    private OptionalLong behind(TopicPartition partition) {
        try {
            return consumer.currentLag(partition);
        } catch (IllegalStateException e) {
            return OptionalLong.empty(); // assigned, but not yet to the client
        }
    }

    private void tick(long now) {
        if (now - nextTickNanos >= 0) {
            nextTickNanos = now + TICK.toNanos();
            for (Assignment assignment : assignments.all()) {
                assignment.tick();
                assignment.look(now);
            }
            watchdog.look(assignments.all(), now);
        }
    }

    /** Whatever changes without a letter is looked at in time: heads that do not move, frontiers to commit. */
    private Duration longestWait() {
        if (assignments.isAnyBusy() || lasting.flushes().areWaiting()) {
            return TICK;
        }
        Duration commitInterval = lasting.settings().commitInterval();
        return commitInterval.compareTo(IDLE) < 0 ? commitInterval : IDLE;
    }

    private ConsumerRecords<byte[], byte[]> poll(long atMostNanos) {
        if (!supply.mayPoll()) {
            lasting.mailbox().await(Duration.ofNanos(atMostNanos));
            return ConsumerRecords.empty();
        }
        return polling.poll(atMostNanos, pressure.paused(), assignments.all().size());
    }

    /** Ends the membership, whatever fails. */
    void leave(Runnable afterCommit) {
        leaving.leave(afterCommit);
    }
}
