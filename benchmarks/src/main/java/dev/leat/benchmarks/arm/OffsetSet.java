package dev.leat.benchmarks.arm;

/** A set of offsets of one partition, one bit each. Any number of threads. */
final class OffsetSet {
    private final ScatteredLongs words = new ScatteredLongs();

    boolean contains(long offset) {
        return (words.peek(word(offset)) & bit(offset)) != 0;
    }

    /** @return whether it was not there yet */
    boolean add(long offset) {
        long bit = bit(offset);
        return (words.or(word(offset), bit) & bit) == 0;
    }

    /** How many of the offsets from the first (inclusive) to the last (exclusive) are not in it. */
    long missing(long first, long last) {
        long missing = 0;
        for (long offset = first; offset < last; offset++) {
            if (!contains(offset)) {
                missing++;
            }
        }
        return missing;
    }

    /** 65,536 offsets share a chunk; neighbours are in neighbouring words, which lie apart. */
    private static long word(long offset) {
        return (offset >>> 16) * ScatteredLongs.CHUNK + (offset & (ScatteredLongs.CHUNK - 1));
    }

    private static long bit(long offset) {
        return 1L << (offset >>> 10 & 63);
    }
}
