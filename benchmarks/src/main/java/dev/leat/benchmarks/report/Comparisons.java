package dev.leat.benchmarks.report;

import static dev.leat.benchmarks.arm.Arm.LEAT_KEY;
import static dev.leat.benchmarks.arm.Arm.LEAT_KEY_VIRTUAL;
import static dev.leat.benchmarks.arm.Arm.LEAT_PARTITION;
import static dev.leat.benchmarks.arm.Arm.LEAT_PRODUCER;
import static dev.leat.benchmarks.arm.Arm.PARALLEL_CONSUMER_KEY_100;
import static dev.leat.benchmarks.arm.Arm.RAW;
import static dev.leat.benchmarks.arm.Arm.RAW_PRODUCER;
import static dev.leat.benchmarks.arm.Arm.SLEEP_CONTROL;
import static dev.leat.benchmarks.arm.Arm.SLEEP_CONTROL_VIRTUAL;
import static dev.leat.benchmarks.arm.Arm.SPRING_RECORD;

import dev.leat.benchmarks.arm.Arm;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The list of what is meant to be reached; each is the median of pairs from the same round. */
final class Comparisons {
    private static final String DRAIN = "W0";
    private static final String SLEEP_100 = "W2-1ms-100";
    private static final String SLEEP_1000 = "W2-1ms-1000";
    private static final String STEADY = "W5-500";

    private final Results results;

    private Comparisons(Results results) {
        this.results = results;
    }

    /** Those that have a value: both arms, or the one, have run. */
    static List<Comparison> of(Results results) {
        return new Comparisons(results)
                .all()
                .filter(comparison -> comparison.value() != null)
                .toList();
    }

    private Stream<Comparison> all() {
        return Stream.of(
                Comparison.atMost(0.6, "µs", "leat-key, CPU beyond raw", cpuBeyondRaw(LEAT_KEY)),
                Comparison.atMost(64, "B", "leat-key, allocation beyond raw", bytesBeyondRaw(LEAT_KEY)),
                Comparison.atLeast(0.30, "×", "leat-key, rate to raw", rate(DRAIN, LEAT_KEY, RAW)),
                Comparison.atMost(0.15, "µs", "leat-partition, CPU beyond raw", cpuBeyondRaw(LEAT_PARTITION)),
                Comparison.atMost(48, "B", "leat-partition, allocation beyond raw", bytesBeyondRaw(LEAT_PARTITION)),
                Comparison.atLeast(0.85, "×", "leat-partition, rate to raw", rate(DRAIN, LEAT_PARTITION, RAW)),
                Comparison.atLeast(
                        0.85, "×", "1 ms, 100 workers: leat-key to sleeping", rate(SLEEP_100, LEAT_KEY, SLEEP_CONTROL)),
                Comparison.atLeast(
                        0.25,
                        "×",
                        "1 ms, 1000 workers: leat-key-virtual to sleeping",
                        rate(SLEEP_1000, LEAT_KEY_VIRTUAL, SLEEP_CONTROL_VIRTUAL)),
                Comparison.atMost(
                        3.5,
                        "µs",
                        "1 ms, 1000 workers: leat-key-virtual, CPU",
                        results.rounds(SLEEP_1000, LEAT_KEY_VIRTUAL).median(Metric.CPU_MICROS)),
                Comparison.atLeast(
                        15,
                        "×",
                        "no work: leat-key to parallel-consumer-key-100",
                        rate(DRAIN, LEAT_KEY, PARALLEL_CONSUMER_KEY_100)),
                Comparison.atLeast(
                        2,
                        "×",
                        "1 ms, 100 workers: leat-key to parallel-consumer-key-100",
                        rate(SLEEP_100, LEAT_KEY, PARALLEL_CONSUMER_KEY_100)),
                Comparison.atLeast(
                        2, "×", "no work: leat-partition to spring-record", rate(DRAIN, LEAT_PARTITION, SPRING_RECORD)),
                Comparison.atLeast(
                        2,
                        "×",
                        "no work: CPU of spring-record to leat-partition",
                        pair(DRAIN, LEAT_PARTITION, SPRING_RECORD, Metric.CPU_MICROS, (mine, theirs) -> theirs / mine)),
                Comparison.atMost(0.2, "ms", "500/s: leat-partition, p50 beyond raw", p50BeyondRaw(LEAT_PARTITION)),
                Comparison.atMost(0.2, "ms", "500/s: leat-key, p50 beyond raw", p50BeyondRaw(LEAT_KEY)),
                Comparison.atLeast(
                        0.95,
                        "×",
                        "leat-producer, rate to raw-producer",
                        rate("producer", LEAT_PRODUCER, RAW_PRODUCER)));
    }

    private @Nullable Double cpuBeyondRaw(Arm arm) {
        return pair(DRAIN, arm, RAW, Metric.CPU_MICROS, (mine, theirs) -> mine - theirs);
    }

    private @Nullable Double bytesBeyondRaw(Arm arm) {
        return pair(DRAIN, arm, RAW, Metric.ALLOCATED_BYTES, (mine, theirs) -> mine - theirs);
    }

    private @Nullable Double p50BeyondRaw(Arm arm) {
        return pair(STEADY, arm, RAW, Metric.P50_MILLIS, (mine, theirs) -> mine - theirs);
    }

    private @Nullable Double rate(String workload, Arm own, Arm other) {
        return pair(workload, own, other, Metric.RATE, (mine, theirs) -> mine / theirs);
    }

    private @Nullable Double pair(String workload, Arm own, Arm other, Metric metric, DoubleBinaryOperator together) {
        return results.rounds(workload, own).paired(results.rounds(workload, other), metric, together);
    }
}
