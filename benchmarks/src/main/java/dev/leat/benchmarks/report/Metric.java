package dev.leat.benchmarks.report;

import dev.leat.benchmarks.arm.RunResult;
import org.jspecify.annotations.Nullable;

/** A number of a run; null where it has none. */
@FunctionalInterface
interface Metric {
    Metric RATE = RunResult::recordsPerSecond;
    Metric CPU_MICROS = RunResult::cpuMicros;
    Metric ALLOCATED_BYTES = RunResult::allocatedBytes;
    Metric P50_MILLIS = RunResult::p50Millis;
    Metric P99_MILLIS = RunResult::p99Millis;
    Metric FOREIGN_CORES = RunResult::foreignCores;
    Metric CPU_MILLIS_PER_SECOND = RunResult::cpuMillisPerSecond;
    Metric THREADS = result -> asDouble(result.threads());
    Metric PEAK_HEAP_MEBIBYTES = result -> mebibytes(result.peakHeapBytes());
    Metric LIVE_HEAP_MEBIBYTES = result -> mebibytes(result.liveHeapBytes());

    @Nullable
    Double of(RunResult result);

    private static @Nullable Double asDouble(@Nullable Integer count) {
        return count == null ? null : count.doubleValue();
    }

    private static @Nullable Double mebibytes(@Nullable Long bytes) {
        return bytes == null ? null : bytes / (1024.0 * 1024);
    }
}
