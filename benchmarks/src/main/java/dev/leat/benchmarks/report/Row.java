package dev.leat.benchmarks.report;

import dev.leat.benchmarks.arm.RunResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One arm in one workload: medians over its rounds. Null where something does not apply, was not measured or failed.
 *
 * @param ratioToRaw median over the rounds of its rate to that of the raw client in the same round
 * @param ratioToControl the same to threads that only sleep
 * @param lost sum over the rounds, as are duplicated and outOfOrder
 * @param rounds that have a result
 * @param min lowest recordsPerSecond of a round
 * @param foreignCores how many cores others kept busy meanwhile
 * @param failure of the first round that failed
 * @param runs all rounds in order
 */
public record Row(
        String workload,
        String arm,
        @Nullable Double recordsPerSecond,
        @Nullable Double ratioToRaw,
        @Nullable Double ratioToControl,
        @Nullable Double cpuMicrosPerRecord,
        @Nullable Double allocatedBytesPerRecord,
        @Nullable Double p50Millis,
        @Nullable Double p99Millis,
        @Nullable Long lost,
        @Nullable Long duplicated,
        @Nullable Long outOfOrder,
        int rounds,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double offeredPerSecond,
        @Nullable Double foreignCores,
        @Nullable Double peakHeapMebibytes,
        @Nullable Double liveHeapMebibytes,
        @Nullable Double threads,
        @Nullable Double cpuMillisPerSecond,
        @Nullable String failure,
        List<RunResult> runs) {}
