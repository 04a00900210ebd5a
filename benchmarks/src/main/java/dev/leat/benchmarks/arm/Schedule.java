package dev.leat.benchmarks.arm;

/**
 * When each record of an open loop is to be sent. Never moved: when the sender is late, for whatever reason, the records that had to wait
 * were still meant for their time, and what they waited counts.
 *
 * @param startNanos {@link System#nanoTime} of the first record
 */
record Schedule(long startNanos, double ratePerSecond) {
    long nanos(long index) {
        return startNanos + (long) (index * (1e9 / ratePerSecond));
    }

    /** The first record that is meant for this time or a later one. */
    long firstFrom(long nanos) {
        long index = Math.max(0, (long) ((nanos - startNanos) / (1e9 / ratePerSecond)) - 1);
        while (nanos(index) - nanos < 0) {
            index++;
        }
        return index;
    }
}
