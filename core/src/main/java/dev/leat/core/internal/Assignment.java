package dev.leat.core.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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
 * <p>Workers call {@link #mayStart}, {@link #entered}, {@link #left}, {@link #wentOutside}, {@link #cameBack} and {@link #finished}; the
 * rest belongs to the owner thread.
 */
final class Assignment {
    private static final AtomicLong IDS = new AtomicLong();

    private final long id = IDS.incrementAndGet();
    private final TopicPartition partition;
    private final Gate gate;
    private final Load load;
    private final Lanes lanes;
    private final OwnTimers timers = new OwnTimers();

    /** Polled, but not to be handed on yet: beyond the window's limit, or behind a {@link #predecessor}. One poll at most. */
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> held = new ArrayDeque<>();

    private @Nullable Predecessor predecessor;
    private final OffsetWindow window;
    private final LeaderEpochs epochs;
    /** What an earlier assignment has finished of what is still to be delivered. */
    private @Nullable CompletionMap done;

    /** Something was handed to the lanes since they were last seen at rest: they may have diversions to end. */
    private boolean stirred;
    private long position;
    private long committed;
    private long finishedAtCommit;

    Assignment(
            TopicPartition partition,
            Beginning beginning,
            Bounds bounds,
            Mailbox mailbox,
            Lease lease,
            Function<Assignment, Lanes> lanes) {
        this.partition = partition;
        this.window = new OffsetWindow(beginning.offset(), bounds.offsets());
        this.epochs = new LeaderEpochs(beginning.offset(), beginning.leaderEpoch());
        this.done = beginning.done().orElse(null);
        this.position = beginning.offset();
        // Where a group began it stays, even if it finishes nothing before it is started again.
        this.committed = beginning.isCommitted() ? beginning.offset() : beginning.offset() - 1;
        this.gate = new Gate(lease, mailbox);
        this.load = new Load(bounds, mailbox);
        this.lanes = lanes.apply(this);
    }

    TopicPartition partition() {
        return partition;
    }

    /** Unique in this JVM: a partition that comes back is another assignment. */
    long id() {
        return id;
    }

    // --- what comes in ---

    /**
     * Takes in what one poll brought.
     *
     * @param nextPosition where the client goes on: past the last record, and past markers and gaps behind it
     */
    void deliver(List<ConsumerRecord<byte[], byte[]>> records, long nextPosition) {
        position = nextPosition;
        epochs.note(records);
        if (held.isEmpty()
                && predecessor == null
                && (records.isEmpty()
                        || window.admits(records.get(records.size() - 1).offset()))) {
            admit(records);
        } else {
            held.addAll(records);
        }
        admitHeld();
    }

    /** Whether the offset lies below what was delivered already: the log is not the one it was. */
    boolean isBehind(long offset) {
        return offset < position;
    }

    /** Hands on what there is room for by now. */
    void admitHeld() {
        if (gate.isClosed() || waitsForPredecessor()) {
            return;
        }
        if (!held.isEmpty()) {
            window.advance();
            List<ConsumerRecord<byte[], byte[]>> admitted = new ArrayList<>();
            for (var record = held.peek(); record != null && window.admits(record.offset()); record = held.peek()) {
                admitted.add(held.remove());
            }
            admit(admitted);
        }
        if (held.isEmpty() && window.admits(position)) {
            window.skipTo(position);
        }
    }

    private void admit(List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            window.deliver(record.offset());
        }
        List<ConsumerRecord<byte[], byte[]>> unfinished = done == null ? records : passOver(done, records);
        if (!unfinished.isEmpty()) {
            load.add(unfinished);
            stirred = true;
            lanes.dispatch(unfinished);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> passOver(
            CompletionMap map, List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> unfinished = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (map.isFinished(record)) {
                window.finish(record.offset());
            } else {
                unfinished.add(record);
            }
        }
        if (window.next() >= map.top()) {
            done = null;
        }
        return unfinished;
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

    /** Any thread: the record needs nothing more; its offset may be committed once all before it are done. */
    void finished(ConsumerRecord<byte[], byte[]> record) {
        window.finish(record.offset());
        load.remove(record);
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

    boolean isBusy() {
        return load.records() > 0 || !held.isEmpty();
    }

    /** How many records have been finished; grows as long as it moves. */
    long finishedRecords() {
        return load.finished();
    }

    // --- commits ---

    /**
     * Whether the frontier has moved past what the broker is known to have.
     *
     * @param withMap or more is finished above it; while it passes over what was finished before, the broker's map knows more
     */
    boolean isDirty(boolean withMap) {
        return window.advance() > committed || withMap && done == null && load.finished() > finishedAtCommit;
    }

    /** The lowest offset that is unfinished, or the next to come. */
    long frontier() {
        return window.advance();
    }

    /** @param longestMap what may be committed with it at most, in characters; 0 for nothing */
    CommitPoint commitPoint(int longestMap) {
        long finished = load.finished(); // first: the map then has these at least
        long frontier = window.advance();
        String map = longestMap == 0
                ? ""
                : CompletionMap.write(window, epochs.newest().orElse(null), longestMap);
        return new CommitPoint(frontier, epochs.below(frontier), map, finished);
    }

    /** The broker has confirmed this commit. */
    void confirmed(CommitPoint point) {
        committed = Math.max(committed, point.offset());
        finishedAtCommit = Math.max(finishedAtCommit, point.finishedRecords());
    }

    // --- the end ---

    /** Starts no more records. Those running go on, and may still finish. */
    void close() {
        gate.close();
        held.clear();
        timers.cancelAll();
        lanes.close();
    }

    boolean isClosed() {
        return gate.isClosed();
    }

    /** After {@link #close}: nothing runs, and no stage or dead letter is waited for. */
    boolean isQuiet() {
        return gate.isQuiet();
    }

    /** Whether it has work, and nothing at all that could bring it on: no worker, stage, dead letter or timer. */
    boolean isForgotten() {
        return isBusy() && gate.isQuiet() && !gate.hasParked() && timers.isEmpty() && predecessor == null;
    }

    @Override
    public String toString() {
        return partition + "[unfinished " + load + "; " + gate + "; frontier "
                + window.frontier() + " of " + position
                + (held.isEmpty() ? "" : ", " + held.size() + " held back") + (predecessor == null ? "" : predecessor)
                + (timers.isEmpty() ? "" : ", " + timers)
                + "; " + lanes + "]";
    }
}
