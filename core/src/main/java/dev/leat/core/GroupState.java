package dev.leat.core;

/** What a consumer group or a tail is doing. */
public enum GroupState {
    /** Built, never started. */
    STOPPED,
    /** Started; no partitions assigned yet, perhaps because Kafka cannot be reached. */
    STARTING,
    /** A member of its group; a tail knows its partitions. */
    CONSUMING,
    /** Told to end: running handlers are waited for, then offsets are committed. */
    STOPPING,
    /** Ended for good; {@link ConsumerGroup#failure()} tells whether by itself. */
    CLOSED
}
