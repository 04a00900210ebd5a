package dev.leat.config;

import java.time.Duration;

/**
 * Told of what happens to the configuration of an instance, for meters and the like. On the thread that brings it into force, so it must be quick; what it throws is logged.
 *
 * @since 0.1
 */
public interface ConfigObserver {
    /**
     * This is in force now; also told of what an instance begins with, unless that is the defaults.
     *
     * @param sincePublished how long it was on its way, by the clocks of two machines, so it may be negative; zero for what says nothing of that: the defaults, versions that were published
     *     before the store started, and what comes into force a second time
     */
    default void applied(String namespace, Snapshot<?> snapshot, Duration sincePublished) {}

    /** A version was not taken, and what was in force stays so. */
    default void rejected(String namespace, Rejection rejection) {}

    /**
     * A record of the topic is none, and was passed over.
     *
     * @param place topic, partition and offset
     */
    default void unreadable(String place, String why) {}
}
