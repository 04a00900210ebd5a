package dev.leat.benchmarks.arm;

/** The records of all workloads, and how they are loaded. */
public final class Records {
    /** The usual size of a value. */
    public static final int VALUE_BYTES = 100;

    /** How keys are spread over records. */
    public enum Skew {
        UNIFORM,
        /** The n-th key comes with a frequency of 1/n (Zipf's law with exponent 1). */
        ZIPF,
        /** Eight keys. */
        EIGHT_KEYS,
        ONE_KEY
    }

    private Records() {}

    /** Creates the topic and fills it; returns when the broker has confirmed all of it. */
    public static void load(
            String bootstrapServers, String topic, int partitions, long records, int keys, Skew skew, int valueBytes) {
        throw new UnsupportedOperationException("TODO");
    }
}
