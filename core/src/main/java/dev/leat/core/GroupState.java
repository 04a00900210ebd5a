package dev.leat.core;

/**
 * What a consumer group or a tail is doing.
 *
 * <pre>
 * INITIALISING ──> STOPPED ──> STARTING <──> CONSUMING
 *      │              ^           │              │
 *      └─> STARTING   └── STOPPING <─────────────┘
 *
 * any ──> CLOSING ──> CLOSED
 * </pre>
 */
public enum GroupState {
    /** Built; Kafka has not answered yet. */
    INITIALISING,
    /** Does nothing: never started, or stopped; may be started. */
    STOPPED,
    /** Started; no partitions assigned yet, perhaps because Kafka cannot be reached. */
    STARTING,
    /** A member of its group; a tail knows its partitions. */
    CONSUMING,
    /** Told to stop: running handlers are waited for, then offsets are committed and the group is left. */
    STOPPING,
    /** The same, for good. */
    CLOSING,
    /** Ended for good; {@link ConsumerGroup#failure()} tells whether by itself. */
    CLOSED
}
