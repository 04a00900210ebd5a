package dev.leat.benchmarks.plan;

import dev.leat.benchmarks.arm.Records.Skew;

/** A topic and what is in it. */
public record DataSet(String topic, int partitions, long records, int keys, Skew skew, int valueBytes) {
    /** Key, offsets, lengths and the share of the batch's head. */
    private static final int OVERHEAD_BYTES = 20;

    private static final double LOADED_RECORDS_PER_SECOND = 500_000;
    private static final double LOADED_BYTES_PER_SECOND = 150e6;

    /** What it takes on the broker's disk, about. */
    public long bytes() {
        return records * (valueBytes + OVERHEAD_BYTES);
    }

    double loadSeconds() {
        return Math.max(records / LOADED_RECORDS_PER_SECOND, bytes() / LOADED_BYTES_PER_SECOND);
    }
}
