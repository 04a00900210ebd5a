package dev.leat.benchmarks.arm;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What of the heap is in use once it was collected as a whole. For one thread. */
public final class LiveHeap {
    /** Of the collectors that may run here, those that collect everything. */
    private static final List<String> WHOLE = List.of("G1 Old Generation", "MarkSweepCompact", "PS MarkSweep");

    private static final int MOST = 20;

    private LiveHeap() {}

    /**
     * In bytes.
     *
     * @throws IllegalStateException if the heap cannot be got to be collected
     */
    public static long bytes() {
        long before = collections();
        for (int attempt = 1; collections() == before; attempt++) {
            if (attempt > MOST) {
                throw new IllegalStateException("the JVM does not collect its whole heap when it is asked to");
            }
            // G1 leaves it out if a young collection comes in at the same moment, and all garbage would be counted.
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Of the whole heap, so far. */
    static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> WHOLE.contains(collector.getName()))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
