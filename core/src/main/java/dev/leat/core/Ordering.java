package dev.leat.core;

/** Which records of a consumer group wait for each other. */
public enum Ordering {
    /** Records of one partition are handled one after the other, as they stand. At most one worker per partition. */
    PARTITION,

    /**
     * Records of one topic, partition and key are handled one after the other; all others at the same time, up to the concurrency of
     * the group, which may lie far above the number of partitions. A slow or failing key delays no other. Records without a key have
     * no order.
     */
    KEY,

    /** No record waits for another. */
    UNORDERED
}
