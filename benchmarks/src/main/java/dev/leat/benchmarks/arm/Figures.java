package dev.leat.benchmarks.arm;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Collects what becomes a {@link RunResult}. One thread. */
final class Figures {
    private final Meter.Window window;
    private final long liveHeapBytes;
    private @Nullable Histogram latencies;
    private @Nullable Long lost;
    private @Nullable Long duplicated;
    private @Nullable Long outOfOrder;

    Figures(Meter.Window window, long liveHeapBytes) {
        this.window = window;
        this.liveHeapBytes = liveHeapBytes;
    }

    /** @param nanos none at all leave the percentiles out */
    Figures latencies(Histogram nanos) {
        latencies = nanos.getTotalCount() == 0 ? null : nanos;
        return this;
    }

    Figures deliveries(long lost, long duplicated) {
        this.lost = lost;
        this.duplicated = duplicated;
        return this;
    }

    Figures outOfOrder(long records) {
        this.outOfOrder = records;
        return this;
    }

    RunResult result() {
        boolean any = window.records() > 0;
        return new RunResult(
                window.records(),
                window.seconds(),
                window.records() / window.seconds(),
                any ? window.cpuMicros() / window.records() : null,
                any ? window.allocatedBytes() / window.records() : null,
                millis(50),
                millis(99),
                millis(100),
                lost,
                duplicated,
                outOfOrder,
                window.commits() == null ? null : window.commits() / window.seconds(),
                window.peakHeapBytes(),
                liveHeapBytes,
                window.threads(),
                window.cpuMicros() / 1e3 / window.seconds(),
                window.foreignCores(),
                null);
    }

    private @Nullable Double millis(double percentile) {
        return latencies == null ? null : latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
