package dev.leat.core.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far an assignment is: which offsets were delivered and finished, and what of that the broker knows. Workers call {@link #finish};
 * the rest belongs to the owner thread.
 */
final class Offsets {
    private final OffsetWindow window;
    private final LeaderEpochs epochs;
    private final Load load;
    /** What an earlier assignment has finished of what is still to be delivered. */
    private @Nullable CompletionMap done;

    private long position;
    private long committed;
    private long finishedAtCommit;

    Offsets(Beginning beginning, Bounds bounds, Load load) {
        this.window = new OffsetWindow(beginning.offset(), bounds.offsets());
        this.epochs = new LeaderEpochs(beginning.offset(), beginning.leaderEpoch());
        this.load = load;
        this.done = beginning.done().orElse(null);
        this.position = beginning.offset();
        // Where a group began it stays, even if it finishes nothing before it is started again.
        this.committed = beginning.isCommitted() ? beginning.offset() : beginning.offset() - 1;
    }

    /** These were polled, though not admitted yet; the next poll goes on at this position. */
    void polled(List<ConsumerRecord<byte[], byte[]>> records, long nextPosition) {
        position = nextPosition;
        epochs.note(records);
    }

    /** Whether the offset lies below what was polled already: the log is not the one it was. */
    boolean isBehind(long offset) {
        return offset < position;
    }

    /** Whether there is room for these offsets, and any between them. */
    boolean admits(long first, long last) {
        return window.admits(first, last);
    }

    /** Takes records in, in their order, and returns those that nobody has finished before. */
    List<ConsumerRecord<byte[], byte[]>> admit(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            window.deliver(record.offset());
        }
        return done == null ? records : passOver(done, records);
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
        forgetPassed();
        return unfinished;
    }

    private void forgetPassed() {
        if (done != null && window.next() >= done.top()) {
            done = null;
        }
    }

    /** All that was polled has been admitted: gaps and markers up to the position are done. */
    void allAdmitted() {
        if (window.admits(position)) {
            window.skipTo(position);
            forgetPassed(); // its top may be a gap, too
        }
    }

    /** Any thread: the offset may be committed once all before it are finished. */
    void finish(long offset) {
        window.finish(offset);
    }

    /** The lowest offset that is unfinished, or the next to come. */
    long frontier() {
        return window.advance();
    }

    /**
     * Whether the frontier has moved past what the broker is known to have.
     *
     * @param withMap or more is finished above it; while it passes over what was finished before, the broker's map knows more
     */
    boolean isDirty(boolean withMap) {
        return window.advance() > committed || (withMap && done == null && load.finished() > finishedAtCommit);
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

    /** Whether the broker has confirmed a commit beyond this offset. */
    boolean isCommitted(long offset) {
        return committed > offset;
    }

    /** What the broker is known to have; one less than the beginning if it has nothing. */
    long committed() {
        return committed;
    }

    /** Where the next poll goes on. */
    long position() {
        return position;
    }

    /** The broker has confirmed this commit. */
    void confirmed(CommitPoint point) {
        committed = Math.max(committed, point.offset());
        finishedAtCommit = Math.max(finishedAtCommit, point.finishedRecords());
    }

    @Override
    public String toString() {
        return "frontier " + window.frontier() + " of " + position;
    }
}
