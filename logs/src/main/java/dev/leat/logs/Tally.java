package dev.leat.logs;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What has become of the entries, by level. Thread-safe. */
final class Tally {
    private static final int LEVELS = LogLevel.values().length;

    private final AtomicLongArray sent = new AtomicLongArray(LEVELS);
    private final AtomicLongArray dropped = new AtomicLongArray(DropReason.values().length * LEVELS);
    private final AtomicLong shortened = new AtomicLong();
    private final AtomicLong apart = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();

    void sent(LogLevel level) {
        sent.getAndIncrement(level.index());
    }

    void dropped(DropReason reason, LogLevel level) {
        dropped(reason, level, 1);
    }

    void dropped(DropReason reason, LogLevel level, long entries) {
        dropped.getAndAdd(index(reason, level), entries);
    }

    void shortened() {
        shortened.getAndIncrement();
    }

    void apart() {
        apart.getAndIncrement();
    }

    void replayed() {
        replayed.getAndIncrement();
    }

    /** All that will not reach Kafka, but those of the end. */
    long droppedBeforeTheEnd() {
        long sum = 0;
        for (int i = 0; i < LEVELS * DropReason.SHUTDOWN.index(); i++) {
            sum += dropped.get(i);
        }
        return sum;
    }

    long dropped(DropReason reason) {
        long sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            sum += dropped.get(reason.index() * LEVELS + level);
        }
        return sum;
    }

    private static int index(DropReason reason, LogLevel level) {
        return reason.index() * LEVELS + level.index();
    }

    /** @param standing how the queue stands, which is read before, so that nothing is missing from the sum */
    LogCounts counts(EntryQueue.Standing standing, long kept) {
        long[] sentNow = new long[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            sentNow[level] = sent.get(level);
        }
        long[] droppedNow = new long[dropped.length()];
        for (int i = 0; i < droppedNow.length; i++) {
            droppedNow[i] = dropped.get(i);
        }
        return new LogCounts(
                standing.offered(),
                standing.records(),
                standing.bytes(),
                kept,
                sentNow,
                droppedNow,
                shortened.get(),
                apart.get(),
                replayed.get());
    }
}
