package dev.leat.benchmarks.plan;

import dev.leat.benchmarks.arm.Task;
import dev.leat.benchmarks.arm.Work;

/** What the arms of a workload do, without the topic and the times of one run. */
public sealed interface Shape {
    Task task(String topic, long warmUpMillis, long windowMillis);

    /** How long the arm needs beside starting, warm-up, window and ending. */
    default double extraSeconds() {
        return 0;
    }

    /**
     * Drains a topic that holds enough for the whole run, or the most that is worth loading.
     *
     * @param mostRecords never more than these
     */
    record Drain(Data data, Work work, int workers, long mostRecords) implements Shape {
        /** What no arm exceeds on a small machine: with an empty handler, and with one that sleeps. */
        private static final double FASTEST_PER_SECOND = 5_000_000;

        private static final double FASTEST_WAITING_PER_SECOND = 800_000;
        private static final int CORES = 4;

        @Override
        public Task task(String topic, long warmUpMillis, long windowMillis) {
            return new Task.Drain(data.topic(), Data.PARTITIONS, work, workers, warmUpMillis, windowMillis);
        }

        long records(double seconds) {
            return Math.min(mostRecords, (long) (ratePerSecond() * (seconds + 1)));
        }

        private double ratePerSecond() {
            return switch (work.kind()) {
                case SPIN -> Math.min(FASTEST_PER_SECOND, CORES * 1e9 / work.nanos());
                case SLEEP -> Math.min(FASTEST_WAITING_PER_SECOND, workers * 1e9 / work.nanos());
                case NONE, SLEEP_ON_KEY_0, SLEEP_ON_PARTITION_0 -> FASTEST_PER_SECOND;
            };
        }
    }

    /** Consumes what comes by the clock. */
    record OpenLoop(int keys, double ratePerSecond, Work work, int workers) implements Shape {
        @Override
        public Task task(String topic, long warmUpMillis, long windowMillis) {
            return new Task.OpenLoop(
                    topic, Data.PARTITIONS, keys, ratePerSecond, work, workers, warmUpMillis, windowMillis);
        }
    }

    /**
     * The same at a share of what the arm can do at most, which a run without a clock finds before the first round.
     *
     * @param share above 0, at most 1
     */
    record ShareOfCapacity(double share, int keys, Work work, int workers) implements Shape {
        /** The search: no clock. */
        @Override
        public Task task(String topic, long warmUpMillis, long windowMillis) {
            return at(0).task(topic, warmUpMillis, windowMillis);
        }

        public OpenLoop at(double ratePerSecond) {
            return new OpenLoop(keys, ratePerSecond, work, workers);
        }
    }

    /** Waits for records that do not come. */
    record Idle(int groups, int partitions) implements Shape {
        private static final double SECONDS_TO_JOIN = 3;

        @Override
        public Task task(String topic, long warmUpMillis, long windowMillis) {
            return new Task.Idle(topic, groups, partitions, warmUpMillis, windowMillis);
        }

        @Override
        public double extraSeconds() {
            return SECONDS_TO_JOIN;
        }
    }

    /** Sends as fast as it goes. */
    record Produce(int keys) implements Shape {
        @Override
        public Task task(String topic, long warmUpMillis, long windowMillis) {
            return new Task.Produce(topic, Data.PARTITIONS, keys, warmUpMillis, windowMillis);
        }
    }
}
