package dev.leat.benchmarks.arm;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which records a handler has had, how often, and in what order. Part of every consuming arm's handler, so all pay the same for it.
 *
 * <p>A record counts as handled when its handler is done. Any number of threads; correct while they write, exact when they have
 * stopped.
 */
final class Ledger {
    private final OffsetSet[] handled;

    /** By key: the offset that began last, plus 1. A key has one partition, so its offsets tell its order. */
    private final ScatteredLongs last = new ScatteredLongs();

    private final LongAdder count = new LongAdder();
    private final LongAdder duplicated = new LongAdder();
    private final LongAdder outOfOrder = new LongAdder();

    Ledger(int partitions) {
        handled = new OffsetSet[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            handled[partition] = new OffsetSet();
        }
    }

    /** Before the work of a record. */
    void begin(int partition, long offset, int key) {
        // Older offsets of a key that come again are duplicates, and nothing else.
        if (!handled[partition].contains(offset) && last.swap(key, offset + 1) > offset + 1) {
            outOfOrder.increment();
        }
    }

    /** After it. */
    void end(int partition, long offset, int key) {
        if (!handled[partition].add(offset)) {
            duplicated.increment();
            return;
        }
        if (last.at(key) > offset + 1) { // a later one of the key began before this one was done
            outOfOrder.increment();
        }
        count.increment();
    }

    /** Different records so far. */
    long handled() {
        return count.sum();
    }

    long duplicated() {
        return duplicated.sum();
    }

    /** Records that began after a later one of their key, or were not done when a later one began. */
    long outOfOrder() {
        return outOfOrder.sum();
    }

    /** Records that the group has committed, and no handler has had. */
    long lost(Map<Integer, Long> committedOffsets) {
        long lost = 0;
        for (Map.Entry<Integer, Long> committed : committedOffsets.entrySet()) {
            lost += handled[committed.getKey()].missing(0, committed.getValue());
        }
        return lost;
    }
}
