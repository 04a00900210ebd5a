package dev.leat.logs;

/**
 * Which entry goes when there is no more room. Entries that have been handed to Kafka's client stay in any case.
 *
 * @since 0.1
 */
public enum DropPolicy {
    /** The one that has just been offered. */
    NEWEST,
    /** The one that has been waiting longest. */
    OLDEST,
    /** The one that has been waiting longest among those of the lowest level, if that is below the one that has just been offered; otherwise that one. */
    LOWEST_LEVEL
}
