package dev.leat.core.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition for as long as one assignment of it lasts: its window, lanes and counters live and die together.
 *
 * <p>Completions hold a reference to the assignment that the record was delivered in and never look it up by topic, partition or
 * offset. So a handler that ends after the partition was taken away, or even given back, marks a dead object and nothing else.
 *
 * <p>Workers call {@link #mayStart}, {@link #entered}, {@link #left} and {@link #finished}; the rest belongs to the owner thread.
 */
final class Assignment {
    private final TopicPartition partition;
    private final Bounds bounds;
    private final Lanes lanes;
    private final Mailbox mailbox;

    private final AtomicLong unfinishedRecords = new AtomicLong();
    private final AtomicLong unfinishedBytes = new AtomicLong();
    private final AtomicInteger workersInside = new AtomicInteger();
    private final AtomicInteger lettersOut = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean paused;

    /** Polled, but beyond the window's limit; at most one poll, since the partition is paused meanwhile. */
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> held = new ArrayDeque<>();

    private boolean fetching = true;
    private final OffsetWindow window;
    private final LeaderEpochs epochs;
    private long position;
    private long committed;

    Assignment(TopicPartition partition, Beginning beginning, Bounds bounds, Mailbox mailbox, LanesFactory lanes) {
        this.partition = partition;
        this.bounds = bounds;
        this.mailbox = mailbox;
        this.window = new OffsetWindow(beginning.offset(), bounds.offsets());
        this.epochs = new LeaderEpochs(beginning.offset(), beginning.leaderEpoch());
        this.position = beginning.offset();
        // Where a group began it stays, even if it finishes nothing before it is started again.
        this.committed = beginning.isCommitted() ? beginning.offset() : beginning.offset() - 1;
        this.lanes = lanes.lanesFor(this);
    }

    TopicPartition partition() {
        return partition;
    }

    /**
     * Takes in what one poll brought.
     *
     * @param nextPosition where the client goes on: past the last record, and past markers and gaps behind it
     */
    void deliver(List<ConsumerRecord<byte[], byte[]>> records, long nextPosition) {
        position = nextPosition;
        epochs.note(records);
        if (held.isEmpty()
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

    /** Hands on what the window has room for by now. */
    void admitHeld() {
        if (closed) {
            return;
        }
        if (!held.isEmpty()) {
            window.advance();
            List<ConsumerRecord<byte[], byte[]>> admitted = new ArrayList<>();
            for (var record = held.peek(); record != null && window.admits(record.offset()); record = held.peek()) {
                admitted.add(held.remove());
                window.deliver(record.offset());
            }
            handOn(admitted);
        }
        if (held.isEmpty() && window.admits(position)) {
            window.skipTo(position);
        }
    }

    private void admit(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            window.deliver(record.offset());
        }
        handOn(records);
    }

    private void handOn(List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return;
        }
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            bytes += size(record);
        }
        unfinishedRecords.addAndGet(records.size());
        unfinishedBytes.addAndGet(bytes);
        lanes.dispatch(records);
    }

    /** Worker: whether another record of this assignment may still be started. */
    boolean mayStart() {
        return !closed;
    }

    /** Worker: from here to {@link #left} it may run handlers of this assignment. */
    void entered() {
        workersInside.incrementAndGet();
    }

    void left() {
        if (workersInside.decrementAndGet() == 0 && closed) {
            mailbox.post(() -> {});
        }
    }

    /** A dead letter is on its way; until {@link #letterArrived} the assignment is not quiet. */
    void letterSent() {
        lettersOut.incrementAndGet();
    }

    void letterArrived() {
        if (lettersOut.decrementAndGet() == 0 && closed) {
            mailbox.post(() -> {});
        }
    }

    /** Any thread: the record needs nothing more; its offset may be committed once all before it are done. */
    void finished(ConsumerRecord<byte[], byte[]> record) {
        window.finish(record.offset());
        unfinishedBytes.addAndGet(-size(record));
        unfinishedRecords.decrementAndGet();
        // Both are read only now: of two workers, the later one must see what the earlier has done to either.
        if (paused && isLow(unfinishedRecords.get(), unfinishedBytes.get())) {
            paused = false; // the owner decides anew in its next round; one wake-up is enough
            mailbox.post(() -> {});
        }
    }

    /** Whether the partition should be fetched in the next poll. Decided from the state as it is now, on every round. */
    boolean wantsMore() {
        boolean more = held.isEmpty() && hasRoom();
        // Told to the workers first: one that then reaches the low mark wakes the owner. One that just did is seen by
        // the second look.
        paused = !more;
        if (!more && held.isEmpty() && hasRoom()) {
            more = true;
            paused = false;
        }
        fetching = more;
        return more;
    }

    /** Hysteresis: full stops, half starts again. */
    private boolean hasRoom() {
        long records = unfinishedRecords.get();
        long bytes = unfinishedBytes.get();
        return fetching ? !isFull(records, bytes) : isLow(records, bytes);
    }

    private boolean isFull(long records, long bytes) {
        return records >= bounds.records() || bytes >= bounds.bytes();
    }

    private boolean isLow(long records, long bytes) {
        return records <= bounds.records() / 2 && bytes <= bounds.bytes() / 2;
    }

    /** The time-driven part of the lanes: notices heads that do not move. */
    void tick() {
        if (unfinishedRecords.get() > 0) {
            lanes.tick();
        }
    }

    boolean isBusy() {
        return unfinishedRecords.get() > 0;
    }

    /** Whether the frontier has moved past what the broker is known to have. */
    boolean isDirty() {
        return window.advance() > committed;
    }

    /** The lowest offset that is unfinished, or the next to come. */
    long frontier() {
        return window.advance();
    }

    /** What may be committed now. */
    CommitPoint commitPoint() {
        long frontier = window.advance();
        return new CommitPoint(frontier, epochs.below(frontier));
    }

    /** The broker has confirmed this commit. */
    void confirmed(CommitPoint point) {
        committed = Math.max(committed, point.offset());
    }

    /** Starts no more records. Those running go on, and may still finish. */
    void close() {
        closed = true;
        held.clear();
    }

    boolean isClosed() {
        return closed;
    }

    /** After {@link #close}: nothing runs and no dead letter is on its way. */
    boolean isQuiet() {
        return workersInside.get() == 0 && lettersOut.get() == 0;
    }

    /** What the record takes in memory, roughly; the constant is the client's objects around the bytes. */
    private static long size(ConsumerRecord<byte[], byte[]> record) {
        return 100L + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    @Override
    public String toString() {
        return partition + "[unfinished " + unfinishedRecords + " records, " + unfinishedBytes + " bytes; frontier "
                + window.frontier() + "; " + lanes + "]";
    }
}
