package dev.leat.core.internal;

import dev.leat.core.PartitionProgress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition for as long as one assignment of it lasts: its window, lanes, gate and load live and die together.
 *
 * <p>Completions hold a reference to the assignment that the record was delivered in and never look it up by topic, partition or
 * offset. So a handler that ends after the partition was taken away, or even given back, marks a dead object and nothing else.
 *
 * <p>Workers call {@link #mayStart}, {@link #entered}, {@link #left}, {@link #wentOutside}, {@link #cameBack}, {@link #postponed},
 * {@link #resumed} and {@link #finished}; the
 * rest belongs to the owner thread.
 */
final class Assignment implements Assigned {
    private static final AtomicLong IDS = new AtomicLong();

    private final long id = IDS.incrementAndGet();
    private final TopicPartition partition;
    private final Ties ties;
    private final Term term;
    private final Gate gate;
    private final Load load;
    private final Offsets offsets;
    private final Lanes lanes;
    private final OwnTimers timers = new OwnTimers();
    private final Motion motion = new Motion();

    /** Polled, but not to be handed on yet: beyond the window's limit, or behind a {@link #predecessor}. One poll at most. */
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> held = new ArrayDeque<>();

    private @Nullable Predecessor predecessor;
    /** Something was handed to the lanes since they were last seen at rest: they may have diversions to end. */
    private boolean stirred;

    Assignment(
            TopicPartition partition,
            Beginning beginning,
            Bounds bounds,
            Ties ties,
            Function<Assignment, Lanes> lanes) {
        this.partition = partition;
        this.ties = ties;
        this.term = new Term(ties.apart());
        this.gate = new Gate(ties.lease(), ties.mailbox());
        this.load = new Load(bounds, ties.mailbox());
        this.offsets = new Offsets(beginning, bounds, load);
        this.lanes = lanes.apply(this);
    }

    TopicPartition partition() {
        return partition;
    }

    @Override
    public long id() {
        return id;
    }

    // --- what comes in ---

    /**
     * Takes in what one poll brought.
     *
     * @param nextPosition where the client goes on: past the last record, and past markers and gaps behind it
     */
    void deliver(List<ConsumerRecord<byte[], byte[]>> records, long nextPosition) {
        offsets.polled(records, nextPosition);
        if (held.isEmpty()
                && predecessor == null
                && (records.isEmpty() || hasRoomFor(records.get(0), records.get(records.size() - 1)))) {
            admit(records);
        } else {
            held.addAll(records);
        }
        admitHeld();
    }

    /** Hands on what there is room for by now. */
    void admitHeld() {
        if (gate.isClosed() || waitsForPredecessor()) {
            return;
        }
        if (!held.isEmpty()) {
            offsets.frontier(); // makes the room there is
            List<ConsumerRecord<byte[], byte[]>> admitted = new ArrayList<>();
            ConsumerRecord<byte[], byte[]> first = held.element();
            while (!held.isEmpty() && hasRoomFor(first, held.element())) {
                admitted.add(held.remove());
            }
            admit(admitted);
        }
        if (held.isEmpty()) {
            offsets.allAdmitted();
        }
    }

    /** Of what stands in a row: a gap within it may be longer than the window. */
    private boolean hasRoomFor(ConsumerRecord<byte[], byte[]> first, ConsumerRecord<byte[], byte[]> last) {
        return offsets.admits(first.offset(), last.offset());
    }

    private void admit(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> unfinished = offsets.admit(records);
        if (!unfinished.isEmpty()) {
            load.add(unfinished);
            stirred = true;
            lanes.dispatch(unfinished);
        }
    }

    /** Starts nothing before handlers of an earlier assignment of the partition have returned, or that time is up. */
    void follow(Predecessor predecessor) {
        this.predecessor = predecessor;
    }

    private boolean waitsForPredecessor() {
        if (predecessor != null && predecessor.isGone()) {
            predecessor = null;
        }
        return predecessor != null;
    }

    /** Whether the partition should be fetched in the next poll. */
    boolean wantsMore() {
        return load.hasRoom() && held.isEmpty() && !gate.isSuspended();
    }

    // --- the worker's side ---

    /** Whether a record may be started now. If not, the task will be run when it may; never, if the assignment is over. */
    boolean mayStart(Runnable task) {
        return gate.mayStart(task);
    }

    void entered() {
        gate.entered();
    }

    void left() {
        gate.left();
    }

    void wentOutside() {
        gate.wentOutside();
    }

    void cameBack() {
        gate.cameBack();
    }

    void postponed() {
        gate.postponed();
    }

    void resumed() {
        gate.resumed();
    }

    /** Any thread: the record needs nothing more; its offset may be committed once all before it are done. */
    @Override
    public void finished(ConsumerRecord<byte[], byte[]> record) {
        offsets.finish(record.offset());
        load.remove(record);
    }

    @Override
    public CompletionStage<Void> committed(ConsumerRecord<byte[], byte[]> record) {
        return ties.flushes().of(this, record.offset());
    }

    @Override
    public void beginAnew() {
        ties.mailbox().post(() -> ties.beginAnew().accept(this));
    }

    @Override
    public Term term() {
        return term;
    }

    @Override
    public boolean isInterrupted() {
        return ties.interrupts().getAsBoolean();
    }

    // --- what the owner does in time ---

    /** Lets on what had to wait: for the user, or for the lease. */
    void letOn(Executor workers) {
        gate.letOn(workers);
    }

    /** Has this run later, unless the assignment is over by then. */
    void schedule(TimingWheel wheel, long dueNanos, Runnable action) {
        if (!gate.isClosed()) {
            timers.at(wheel, dueNanos, action);
        }
    }

    /** Starts no more records until told otherwise; those running go on. */
    void suspend(boolean suspended) {
        gate.suspend(suspended);
    }

    boolean isSuspended() {
        return gate.isSuspended();
    }

    /** Notices heads that do not move, and batches that are old enough. */
    void tick() {
        if (stirred || isBusy()) {
            stirred = lanes.tick();
        }
    }

    /** Notices whether it moves. */
    void look(long nowNanos) {
        motion.look(offsets.frontier(), isBusy(), nowNanos);
    }

    /** @param behind records between the client's position and the end of the log; empty if it does not know */
    PartitionProgress progress(OptionalLong behind, long nowNanos, Instant now) {
        long next = offsets.frontier();
        look(nowNanos);
        OptionalLong lag = behind.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(offsets.position() - next + behind.getAsLong());
        ConsumerRecord<byte[], byte[]> oldest = oldest();
        boolean isCaughtUp = lag.isPresent() && lag.getAsLong() <= 0;
        Optional<Duration> lagTime = isCaughtUp
                ? Optional.of(Duration.ZERO)
                : Optional.ofNullable(oldest).map(record -> age(record, now));
        return new PartitionProgress(
                partition.topic(),
                partition.partition(),
                next,
                lag,
                lagTime,
                load.records(),
                motion.standing(nowNanos),
                isSuspended(),
                Optional.ofNullable(oldest)
                        .map(ConsumerRecord::key)
                        .map(key -> new String(key, StandardCharsets.UTF_8)));
    }

    private static Duration age(ConsumerRecord<byte[], byte[]> record, Instant now) {
        Duration age = Duration.between(Instant.ofEpochMilli(record.timestamp()), now);
        return age.isNegative() ? Duration.ZERO : age; // another machine's clock
    }

    /** The unfinished record with the lowest offset, unless it waits outside of any lane. */
    private @Nullable ConsumerRecord<byte[], byte[]> oldest() {
        ConsumerRecord<byte[], byte[]> oldest = lanes.oldest();
        return oldest != null ? oldest : held.peek();
    }

    boolean isBusy() {
        return load.records() > 0 || !held.isEmpty();
    }

    /** How many records have been finished; grows as long as it moves. */
    long finishedRecords() {
        return load.finished();
    }

    /** How far it is; for commits. */
    Offsets offsets() {
        return offsets;
    }

    // --- the end ---

    /** Starts no more records. Those running go on, and may still finish. */
    void close() {
        gate.close();
        held.clear();
        timers.cancelAll();
        lanes.close();
        term.end();
    }

    boolean isClosed() {
        return gate.isClosed();
    }

    /** Whether a worker is inside. */
    boolean isBeingCalled() {
        return gate.hasWorkers();
    }

    /** After {@link #close}: nothing runs, and no stage or dead letter is waited for. */
    boolean isQuiet() {
        return gate.isQuiet();
    }

    /**
     * Whether it has work, and nothing that could bring it on: no worker, stage, dead letter, timer or others that it waits for. It may be waiting for
     * a worker that others keep.
     */
    boolean isForgotten() {
        return isBusy()
                && gate.isQuiet()
                && !gate.hasParked()
                && !gate.hasPostponed()
                && timers.isEmpty()
                && predecessor == null;
    }

    /** Whether what it has to do waits for more records, or to be old enough for a batch. */
    boolean isGathering() {
        return gate.isQuiet() && !gate.hasPostponed() && timers.isEmpty() && lanes.isGathering();
    }

    @Override
    public String toString() {
        return partition + "[unfinished " + load + "; " + gate + "; " + offsets
                + (held.isEmpty() ? "" : ", " + held.size() + " held back") + (predecessor == null ? "" : predecessor)
                + (timers.isEmpty() ? "" : ", " + timers)
                + "; " + lanes + "]";
    }
}
