package dev.leat.benchmarks.arm;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What an arm has to do. The first {@link #warmUpMillis} are not measured; then comes the window, which ends before its time only when
 * there is nothing left to do.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface Task {
    long warmUpMillis();

    long windowMillis();

    /**
     * Consumes what a topic holds, from its beginning.
     *
     * @param workers threads, or records in flight, for arms that take a number
     */
    record Drain(String topic, int partitions, Work work, int workers, long warmUpMillis, long windowMillis)
            implements Task {
        /** The part of the warm-up that groups have which are not measured. */
        long practiceMillis() {
            return warmUpMillis / 4;
        }
    }

    /**
     * Consumes what a producer in the same JVM sends meanwhile by the clock, and measures from when each record should have been sent
     * to the end of its handler. Records that {@link Work} slows down on purpose are not in the percentiles.
     *
     * @param ratePerSecond 0: as fast as it goes, at most 10,000 records ahead of the consumer. That is how a capacity is found.
     */
    record OpenLoop(
            String topic,
            int partitions,
            int keys,
            double ratePerSecond,
            Work work,
            int workers,
            long warmUpMillis,
            long windowMillis)
            implements Task {}

    /**
     * Has groups wait for records that do not come.
     *
     * @param groups how many, each subscribed to the topic {@code <topic>-<number from 0>} with its share of the partitions
     * @param partitions of each topic
     */
    record Idle(String topic, int groups, int partitions, long warmUpMillis, long windowMillis) implements Task {}

    /** Sends records of {@link Records#VALUE_BYTES} bytes as fast as they are taken, to a topic of its own. */
    record Produce(String topic, int partitions, int keys, long warmUpMillis, long windowMillis) implements Task {}
}
