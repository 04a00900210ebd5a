package dev.leat.examples.spring;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Places in a topic that were met. Thread-safe. */
final class Seen {
    private final Map<Integer, BitSet> offsets = new HashMap<>(); // guarded by this, as what follows
    private long met;

    synchronized void add(int partition, long offset) {
        met++;
        offsets.computeIfAbsent(partition, unused -> new BitSet()).set(Math.toIntExact(offset));
    }

    synchronized long distinct() {
        return offsets.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    synchronized long repeated() {
        return met - distinct();
    }

    private synchronized BitSet of(int partition) {
        return (BitSet) offsets.getOrDefault(partition, new BitSet()).clone();
    }

    /** How many below that offset one of the two has met. */
    static long distinctBelow(long offset, int partition, Seen one, Seen other) {
        BitSet both = one.of(partition);
        both.or(other.of(partition));
        return both.get(0, Math.toIntExact(offset)).cardinality();
    }
}
