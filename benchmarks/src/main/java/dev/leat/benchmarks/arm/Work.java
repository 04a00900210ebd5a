package dev.leat.benchmarks.arm;

/**
 * What a handler does for each record, beside writing the ledger.
 *
 * @param nanos how long, for all but {@link Kind#NONE}
 */
public record Work(Kind kind, long nanos) {
    public static final Work NONE = new Work(Kind.NONE, 0);

    public enum Kind {
        NONE,
        /** Keeps a core busy. */
        SPIN,
        /** Blocks its thread. */
        SLEEP,
        /** Blocks its thread for records of key 0 alone; nothing for the others. */
        SLEEP_ON_KEY_0,
        /** Blocks its thread for records of partition 0 alone; nothing for the others. */
        SLEEP_ON_PARTITION_0
    }
}
