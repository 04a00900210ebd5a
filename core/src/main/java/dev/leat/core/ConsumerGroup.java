package dev.leat.core;

import dev.leat.core.internal.Engine;
import dev.leat.core.internal.Pauses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;

/**
 * A running member of a consumer group: takes records from its topics and hands them to its handlers, in the order and with the
 * parallelism asked for, and commits what is finished. At least once: after a crash or a rebalance, records since the last commit are
 * delivered again.
 *
 * <p>All methods may be called from any thread.
 */
public final class ConsumerGroup implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(30);
    private static final Duration FOREVER = Duration.ofDays(365);

    private final String id;
    private final Engine engine;
    private final GroupReport report;
    private final Clients clients;
    private final AtomicBoolean reported = new AtomicBoolean();

    ConsumerGroup(String id, Engine engine, GroupReport report, Clients clients) {
        this.id = id;
        this.engine = engine;
        this.report = report;
        this.clients = clients;
    }

    /** Kafka's {@code group.id}. */
    public String id() {
        return id;
    }

    /**
     * Starts and returns at once; Kafka may be away, and is tried until it is there. While the group is stopping, it starts again as
     * soon as it has stopped. Does nothing if it runs.
     *
     * @throws IllegalStateException if it was closed
     */
    public void start() {
        if (state() != GroupState.CLOSED && reported.compareAndSet(false, true)) {
            clients.starting(report);
        }
        engine.start();
    }

    /** What it is set to and where that came from, and what of that may go wrong. Written to the log when it starts. */
    public StartupReport report() {
        return new StartupReport(List.of(), List.of(report.now()), List.of());
    }

    GroupReport part() {
        return report;
    }

    /** {@link #stop(Duration)} with 30 seconds. */
    public void stop() {
        stop(CLOSE);
    }

    /**
     * Asks for the stop and returns at once: no more handlers are started, those that run are waited for, then what is done is committed
     * and the group is left. Handlers still running when about three quarters of the time have passed are interrupted; their records stay
     * uncommitted. It may be started again. Does nothing if it does not run; while it stops, the shorter time counts.
     */
    public void stop(Duration atMost) {
        engine.stop(atMost);
    }

    /**
     * {@link #stop(Duration)}, and waits until it has stopped.
     *
     * @return whether it has; false if a handler asks, for its own end it cannot wait
     * @throws InterruptedException if the calling thread was interrupted; the group goes on to stop
     */
    public boolean stopAndWait(Duration atMost) throws InterruptedException {
        return engine.stopAndWait(atMost);
    }

    public GroupState state() {
        return engine.state();
    }

    /**
     * Waits until the group is, or has been for a moment since the call, in this state.
     *
     * @return false if the time is up before, or the group is closed, so that it never will be
     * @throws InterruptedException if the calling thread was interrupted
     */
    public boolean awaitState(GroupState state, Duration atMost) throws InterruptedException {
        return engine.await(state, atMost);
    }

    /**
     * Waits until Kafka has answered for the first time since the group was built. Until then it is asked again and again, after pauses
     * that grow from 0.2 to 30 seconds.
     *
     * @return false if the time is up before, or the group is closed
     * @throws InterruptedException if the calling thread was interrupted
     */
    public boolean awaitInitialised(Duration atMost) throws InterruptedException {
        return engine.awaitInitialised(atMost);
    }

    /** Why the group ended by itself; empty while it runs, and after it was closed on request. */
    public Optional<Throwable> failure() {
        return engine.failure();
    }

    /**
     * Why a group that is {@link GroupState#INITIALISING} or {@link GroupState#STARTING} is that still: what Kafka or its client said at the last attempt. Others
     * follow, so it may pass by itself. Empty in other states, and while nobody has answered.
     */
    public Optional<Throwable> trouble() {
        return engine.trouble();
    }

    /**
     * Waits until the group does not run: it has been stopped or closed, or was never started.
     *
     * @throws GroupFailedException if it ended by itself
     * @throws InterruptedException if the calling thread was interrupted; the group goes on
     */
    public void awaitStopped() throws InterruptedException {
        awaitStopped(FOREVER);
    }

    /**
     * Waits until the group does not run, at most this long.
     *
     * @return whether it has
     * @throws GroupFailedException if it ended by itself
     * @throws InterruptedException if the calling thread was interrupted; the group goes on
     */
    public boolean awaitStopped(Duration atMost) throws InterruptedException {
        if (!engine.awaitStopped(atMost)) {
            return false;
        }
        if (failure().isPresent()) {
            throw new GroupFailedException(id, failure().get());
        }
        return true;
    }

    /** {@link #close(Duration)} with 30 seconds. */
    @Override
    public void close() {
        close(CLOSE);
    }

    /**
     * Starts no more handlers, waits for those that run, commits, and leaves the group. Handlers still running when about three
     * quarters of the time have passed are interrupted; their records stay uncommitted. Called by a handler it only asks for the end,
     * and returns at once. A second call waits for the first to be done.
     */
    public void close(Duration atMost) {
        try {
            engine.close(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts no more handlers and fetches no more records; those running go on, and the group stays a member. Outlasts rebalances, until
     * {@link #resume()}. Takes effect soon, not before the call returns.
     */
    public void pause() {
        engine.changePauses(Pauses.Paused::withGroup);
    }

    /** {@link #pause()} for one topic. */
    public void pause(String topic) {
        engine.changePauses(paused -> paused.withTopic(topic));
    }

    /** {@link #pause()} for one partition, whether it is assigned at present or not. */
    public void pause(String topic, int partition) {
        engine.changePauses(paused -> paused.withPartition(new TopicPartition(topic, partition)));
    }

    /** Ends all pauses: of the group, of topics and of partitions. */
    public void resume() {
        engine.changePauses(Pauses.Paused::withoutAll);
    }

    /** Ends the pause of the topic and of its partitions; not that of the group. */
    public void resume(String topic) {
        engine.changePauses(paused -> paused.withoutTopic(topic));
    }

    /** Ends the pause of the partition; not that of its topic or of the group. */
    public void resume(String topic, int partition) {
        engine.changePauses(paused -> paused.withoutPartition(new TopicPartition(topic, partition)));
    }

    /** Whether handlers of this partition are not started because of {@link #pause()} or one of its like. */
    public boolean isPaused(String topic, int partition) {
        return engine.paused().has(new TopicPartition(topic, partition));
    }

    /**
     * How far this member is with the partitions it has; none while it does not run. A picture of one moment, made by the thread that
     * speaks with Kafka, so waiting for it costs a moment.
     *
     * @return empty if that thread has not answered in time, which it does within milliseconds as long as all is well
     * @throws InterruptedException if the calling thread was interrupted
     */
    public Optional<List<PartitionProgress>> progress(Duration atMost) throws InterruptedException {
        return engine.progress(atMost);
    }

    /** What has not simply been handled, since the group was built. */
    public Counts counts() {
        return new Counts(engine.tally());
    }

    /**
     * The number of the worker that the calling thread is, from 1 to the concurrency: for what handlers keep one each of. No other call that
     * runs has the same one. 0 outside of handlers, and in what they leave to other threads.
     */
    public int worker() {
        return engine.worker();
    }

    boolean runsCaller() {
        return engine.runsCaller();
    }

    @Override
    public String toString() {
        return "ConsumerGroup[" + id + ", " + state() + "]";
    }
}
