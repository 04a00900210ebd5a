package dev.leat.benchmarks.plan;

import static dev.leat.benchmarks.arm.Arm.LEAT_KEY;
import static dev.leat.benchmarks.arm.Arm.LEAT_KEY_VIRTUAL;
import static dev.leat.benchmarks.arm.Arm.LEAT_PARTITION;
import static dev.leat.benchmarks.arm.Arm.LEAT_PRODUCER;
import static dev.leat.benchmarks.arm.Arm.LEAT_PRODUCER_FUTURE;
import static dev.leat.benchmarks.arm.Arm.LEAT_UNORDERED;
import static dev.leat.benchmarks.arm.Arm.LEAT_UNORDERED_VIRTUAL;
import static dev.leat.benchmarks.arm.Arm.PARALLEL_CONSUMER_KEY_100;
import static dev.leat.benchmarks.arm.Arm.PARALLEL_CONSUMER_KEY_16;
import static dev.leat.benchmarks.arm.Arm.RAW;
import static dev.leat.benchmarks.arm.Arm.RAW_PRODUCER;
import static dev.leat.benchmarks.arm.Arm.RAW_PRODUCER_FUTURE;
import static dev.leat.benchmarks.arm.Arm.RAW_SYNC;
import static dev.leat.benchmarks.arm.Arm.RAW_TUNED;
import static dev.leat.benchmarks.arm.Arm.SLEEP_CONTROL;
import static dev.leat.benchmarks.arm.Arm.SLEEP_CONTROL_VIRTUAL;
import static dev.leat.benchmarks.arm.Arm.SPRING_BATCH;
import static dev.leat.benchmarks.arm.Arm.SPRING_RECORD;

import dev.leat.benchmarks.arm.Arm;
import dev.leat.benchmarks.arm.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All workloads there are: those of the full run, and those of the quick one. */
final class Catalogue {
    private static final int HEAP_MEBIBYTES = 2048;
    private static final int SMALL_HEAP_MEBIBYTES = 256;
    private static final int KEYS = 10_000;
    private static final int WORKERS = 64;
    private static final int MANY_WORKERS = 100;

    /** Enough for the fastest arm, its warm-up included. */
    private static final long MOST_RECORDS = 40_000_000;

    /** The same where one partition has all records, or a few: the client itself is slower there. */
    private static final long MOST_SKEWED_RECORDS = 8_000_000;

    private static final long MOST_LARGE_RECORDS = 2_600_000;
    private static final long MOST_RECORDS_IF_QUICK = 12_000_000;

    private static final List<Arm> SIX =
            List.of(RAW, RAW_SYNC, LEAT_PARTITION, LEAT_KEY, SPRING_RECORD, PARALLEL_CONSUMER_KEY_100);

    /** Rounds of what the comparisons with targets rest on, and of the rest. */
    private static final int ROUNDS = 5;

    private static final int FEWER_ROUNDS = 3;
    private static final int QUICK_ROUNDS = 2;

    private Catalogue() {}

    static List<Workload> full() {
        var all = new ArrayList<Workload>();
        all.add(drain(
                "W0",
                "drain, no work",
                List.of(
                        RAW,
                        RAW_SYNC,
                        RAW_TUNED,
                        LEAT_PARTITION,
                        LEAT_KEY,
                        LEAT_KEY_VIRTUAL,
                        LEAT_UNORDERED,
                        LEAT_UNORDERED_VIRTUAL,
                        SPRING_RECORD,
                        SPRING_BATCH,
                        PARALLEL_CONSUMER_KEY_16,
                        PARALLEL_CONSUMER_KEY_100),
                ROUNDS,
                seconds(7),
                new Shape.Drain(Data.UNIFORM, Work.NONE, WORKERS, MOST_RECORDS)));
        for (var micros : new int[] {1, 10, 100}) {
            all.add(spinning(micros));
        }
        for (var millis : new int[] {1, 10}) {
            for (var workers : new int[] {16, 100, 1000}) {
                all.add(sleeping(millis, workers));
            }
        }
        all.add(skewed("W3-uniform", "10,000 keys, all alike", Data.UNIFORM));
        all.add(skewed("W3-zipf", "10,000 keys, the n-th one n times rarer than the first", Data.ZIPF));
        all.add(skewed("W3-8-keys", "eight keys", Data.EIGHT_KEYS));
        all.add(skewed("W3-one-key", "one key", Data.ONE_KEY));
        all.add(slow("W4-slow-key", "1,000/s, one key of 2,000 sleeps 1 s; times of the others", 2_000, onKey0()));
        all.add(slow(
                "W4-slow-partition",
                "1,000/s, one partition of 8 sleeps 50 ms; times of the others",
                KEYS,
                onPartition0()));
        all.add(steady(ROUNDS, seconds(2.5), seconds(3)));
        all.add(new Workload(
                "W5-60",
                "60 % of what the arm itself can do",
                SIX,
                FEWER_ROUNDS,
                seconds(1.5),
                seconds(3),
                HEAP_MEBIBYTES,
                new Shape.ShareOfCapacity(0.6, KEYS, Work.NONE, WORKERS)));
        all.add(new Workload(
                "W9",
                "backlog of 1 KiB records, 1 ms of sleep, 100 workers, 256 MiB of heap",
                List.of(LEAT_KEY, PARALLEL_CONSUMER_KEY_100),
                1,
                seconds(2),
                seconds(12),
                SMALL_HEAP_MEBIBYTES,
                new Shape.Drain(Data.LARGE, sleep(1), MANY_WORKERS, MOST_LARGE_RECORDS)));
        all.add(new Workload(
                "W11",
                "20 groups on 200 partitions, idle",
                List.of(RAW, LEAT_PARTITION, SPRING_RECORD, PARALLEL_CONSUMER_KEY_16),
                2,
                seconds(2),
                seconds(3),
                HEAP_MEBIBYTES,
                new Shape.Idle(20, 10)));
        all.add(producing("producer", "sending 100 bytes", List.of(RAW_PRODUCER, LEAT_PRODUCER), ROUNDS));
        all.add(producing(
                "producer-future",
                "sending 100 bytes, a future each",
                List.of(RAW_PRODUCER_FUTURE, LEAT_PRODUCER_FUTURE),
                2));
        return all;
    }

    static List<Workload> quick() {
        var sleeping = new ArrayList<Arm>(List.of(SLEEP_CONTROL));
        sleeping.addAll(SIX);
        return List.of(
                quick(
                        seconds(1.5),
                        drain(
                                "W0",
                                "drain, no work",
                                SIX,
                                QUICK_ROUNDS,
                                seconds(1.5),
                                new Shape.Drain(Data.UNIFORM, Work.NONE, WORKERS, MOST_RECORDS_IF_QUICK))),
                quick(seconds(0.6), sleeping(1, MANY_WORKERS).with(sleeping)),
                quick(seconds(0.6), steady(QUICK_ROUNDS, seconds(1), seconds(4))));
    }

    private static Workload quick(Duration warmUp, Workload full) {
        return new Workload(
                full.name(),
                full.what(),
                full.arms(),
                QUICK_ROUNDS,
                warmUp,
                seconds(4),
                full.heapMebibytes(),
                full.shape());
    }

    /** @param warmUp what keeps cores busy is measured when the JVM's compiler is done with most of it, or with all where little is compared */
    private static Workload drain(String name, String what, List<Arm> arms, int rounds, Duration warmUp, Shape shape) {
        return new Workload(name, what, arms, rounds, warmUp, seconds(3), HEAP_MEBIBYTES, shape);
    }

    private static Workload spinning(int micros) {
        return drain(
                "W1-" + micros + "us",
                "drain, " + micros + " µs of computing",
                List.of(RAW, LEAT_PARTITION, LEAT_KEY, SPRING_RECORD, PARALLEL_CONSUMER_KEY_16),
                FEWER_ROUNDS,
                seconds(1.5),
                new Shape.Drain(Data.UNIFORM, new Work(Work.Kind.SPIN, micros * 1_000L), WORKERS, MOST_RECORDS));
    }

    private static Workload sleeping(int millis, int workers) {
        var arms = new ArrayList<>(List.of(SLEEP_CONTROL, LEAT_KEY, PARALLEL_CONSUMER_KEY_100));
        if (millis == 1) {
            arms.add(LEAT_UNORDERED);
        }
        if (workers > 16) {
            arms.addAll(List.of(LEAT_KEY_VIRTUAL, SLEEP_CONTROL_VIRTUAL));
        }
        Duration warmUp = seconds(workers > MANY_WORKERS ? 3 : 1.5);
        if (workers == 16 && millis == 1) {
            // They take no number of workers, so that one comparison is enough.
            arms.addAll(List.of(RAW, LEAT_PARTITION, SPRING_RECORD));
            warmUp = seconds(6); // with a consumer for each partition, that is how long their group goes on rebalancing
        }
        return new Workload(
                "W2-" + millis + "ms-" + workers,
                "drain, " + millis + " ms of sleep, " + workers + " workers",
                arms,
                millis == 1 && workers > 16 ? ROUNDS : FEWER_ROUNDS,
                warmUp,
                seconds(2.5),
                HEAP_MEBIBYTES,
                new Shape.Drain(Data.UNIFORM, sleep(millis), workers, MOST_RECORDS));
    }

    private static Workload skewed(String name, String what, Data data) {
        return drain(
                name,
                "drain, no work, " + what,
                List.of(LEAT_KEY, PARALLEL_CONSUMER_KEY_100),
                FEWER_ROUNDS,
                seconds(2.5),
                new Shape.Drain(data, Work.NONE, WORKERS, data == Data.UNIFORM ? MOST_RECORDS : MOST_SKEWED_RECORDS));
    }

    /** The compiler is busy for longer than with consumers, and what it does then decides. */
    private static Workload producing(String name, String what, List<Arm> arms, int rounds) {
        return new Workload(name, what, arms, rounds, seconds(20), seconds(4), HEAP_MEBIBYTES, new Shape.Produce(KEYS));
    }

    private static Workload slow(String name, String what, int keys, Work work) {
        return new Workload(
                name,
                what,
                List.of(RAW, LEAT_PARTITION, LEAT_KEY, SPRING_RECORD, PARALLEL_CONSUMER_KEY_100),
                FEWER_ROUNDS,
                seconds(1.5),
                seconds(3),
                HEAP_MEBIBYTES,
                new Shape.OpenLoop(keys, 1_000, work, MANY_WORKERS));
    }

    private static Workload steady(int rounds, Duration warmUp, Duration window) {
        return new Workload(
                "W5-500",
                "500/s, no work",
                SIX,
                rounds,
                warmUp,
                window,
                HEAP_MEBIBYTES,
                new Shape.OpenLoop(KEYS, 500, Work.NONE, WORKERS));
    }

    private static Work sleep(int millis) {
        return new Work(Work.Kind.SLEEP, millis * 1_000_000L);
    }

    private static Work onKey0() {
        return new Work(Work.Kind.SLEEP_ON_KEY_0, 1_000_000_000L);
    }

    private static Work onPartition0() {
        return new Work(Work.Kind.SLEEP_ON_PARTITION_0, 50_000_000L);
    }

    private static Duration seconds(double count) {
        return Duration.ofMillis(Math.round(count * 1e3));
    }
}
