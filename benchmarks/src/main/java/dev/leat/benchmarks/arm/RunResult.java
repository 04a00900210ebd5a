package dev.leat.benchmarks.arm;

import org.jspecify.annotations.Nullable;

/**
 * What one run measured; null where it does not apply, or the machine does not tell.
 *
 * @param records handled, or confirmed, within the window
 * @param windowSeconds how long that took
 * @param cpuMicros processor time of the whole JVM per record
 * @param allocatedBytes by all threads of the JVM, per record
 * @param lost offsets below the committed ones that no handler has had
 * @param duplicated records that a handler has had again
 * @param outOfOrder records that came after a later one of their key
 * @param commits that the broker confirmed, per second
 * @param peakHeapBytes highest use of the heap that was seen
 * @param liveHeapBytes what is left of it after a collection at the end
 * @param threads of the JVM, at the end of the window
 * @param cpuMillisPerSecond processor time of the whole JVM per second
 * @param foreignCores how many cores were busy for neither the arm nor the broker
 * @param failure why there is nothing else
 */
public record RunResult(
        long records,
        double windowSeconds,
        double recordsPerSecond,
        @Nullable Double cpuMicros,
        @Nullable Double allocatedBytes,
        @Nullable Double p50Millis,
        @Nullable Double p99Millis,
        @Nullable Double maxMillis,
        @Nullable Long lost,
        @Nullable Long duplicated,
        @Nullable Long outOfOrder,
        @Nullable Double commits,
        @Nullable Long peakHeapBytes,
        @Nullable Long liveHeapBytes,
        @Nullable Integer threads,
        @Nullable Double cpuMillisPerSecond,
        @Nullable Double foreignCores,
        @Nullable String failure) {

    public static RunResult failed(String why) {
        return new RunResult(
                0, 0, 0, null, null, null, null, null, null, null, null, null, null, null, null, null, null, why);
    }
}
