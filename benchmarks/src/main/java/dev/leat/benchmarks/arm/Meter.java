package dev.leat.benchmarks.arm;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the JVM and the machine have used when a window begins, and again when it ends.
 *
 * <p>What takes long to read is read outside of what is quick to read, at both edges: records, time and processor time belong to the same
 * moment, and none of them holds the meter's own reading of files.
 */
final class Meter implements AutoCloseable {
    private static final long HEAP_NANOS = 20_000_000;
    private static final int ALLOCATION_EACH = 5;

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Allocation allocation = new Allocation();
    private final ClientTotal commits = ClientTotal.commits();
    private final ForeignLoad foreignLoad;
    private final LongSupplier records;
    private final Thread sampler = new Thread(this::sample, "arm-meter");
    private volatile long peakHeapBytes; // written by the sampler alone
    private volatile boolean closed;

    /**
     * What had been used at one moment.
     *
     * @param nanos {@link System#nanoTime}
     */
    record Edge(
            long nanos,
            long records,
            long cpuNanos,
            long allocatedBytes,
            OptionalDouble commits,
            Optional<Double> foreignCoreSeconds) {}

    /** What was used between two moments. */
    record Window(
            long records,
            double seconds,
            double cpuMicros,
            double allocatedBytes,
            @Nullable Double commits,
            @Nullable Double foreignCores,
            long peakHeapBytes,
            int threads) {}

    /** @param records handled so far */
    Meter(LongSupplier records, long brokerPid) {
        this.records = records;
        this.foreignLoad = ForeignLoad.beside(brokerPid);
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample() {
        for (long i = 0; !closed; i++) {
            peakHeapBytes = Math.max(peakHeapBytes, heapBytes());
            if (i % ALLOCATION_EACH == 0) {
                allocation.look();
            }
            LockSupport.parkNanos(HEAP_NANOS);
        }
    }

    /** Handled so far. */
    long records() {
        return records.getAsLong();
    }

    Edge begin() {
        OptionalDouble commitsNow = commits.now();
        Optional<Double> foreign = foreignLoad.coreSeconds();
        long allocated = allocation.bytes();
        long cpu = process.getProcessCpuTime();
        long nanos = System.nanoTime();
        return new Edge(nanos, records.getAsLong(), cpu, allocated, commitsNow, foreign);
    }

    /** The window since that edge. */
    Window end(Edge begin) {
        long recordsNow = records.getAsLong();
        double seconds = (System.nanoTime() - begin.nanos()) / 1e9;
        double cpu = (process.getProcessCpuTime() - begin.cpuNanos()) / 1e3;
        long allocated = allocation.bytes() - begin.allocatedBytes();
        Double foreign = foreignLoad
                .coreSeconds()
                .flatMap(now -> begin.foreignCoreSeconds().map(then -> Math.max(0, now - then) / seconds))
                .orElse(null);
        OptionalDouble commitsNow = commits.now();
        Double commitsInWindow = commitsNow.isPresent() && begin.commits().isPresent()
                ? (Double) (commitsNow.getAsDouble() - begin.commits().getAsDouble())
                : null;
        return new Window(
                recordsNow - begin.records(),
                seconds,
                cpu,
                allocated,
                commitsInWindow,
                foreign,
                Math.max(peakHeapBytes, heapBytes()),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** What is in use after a collection: of the arm, its queues and buffers, and of the ledger. Not in a window. */
    long liveHeapBytes() {
        return LiveHeap.bytes();
    }

    private static long heapBytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sampler);
    }
}
