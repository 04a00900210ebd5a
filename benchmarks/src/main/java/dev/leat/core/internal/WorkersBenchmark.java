package dev.leat.core.internal;

import dev.leat.core.Ordering;
import dev.leat.core.spi.WorkerPool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The whole way of {@link LaneBenchmark} with real threads: 64 workers, and an owner that polls as long as there is room in memory. */
@State(Scope.Thread)
@SuppressWarnings({
    "NullAway.Init", // setUp() comes first
    "ThreadPriorityCheck" // an owner that waits leaves its core to the workers
})
public class WorkersBenchmark extends Measured {
    @Param
    public Ordering ordering;

    private WorkerPool workers;
    private Assignment assignment;
    private final PolledLog log = new PolledLog();

    @Setup
    public void setUp() {
        workers = StandardSurroundings.INSTANCE.workers("benchmark-worker", Parts.CONCURRENCY, false);
        assignment = newAssignment();
    }

    @TearDown
    public void tearDown() throws InterruptedException {
        workers.shutdownNow();
        if (!workers.awaitEnd(TimeUnit.SECONDS.toNanos(10))) {
            throw new IllegalStateException("workers did not end in 10 s, though no handler blocks");
        }
    }

    private Assignment newAssignment() {
        return Parts.assignment(0, Parts.lanes(ordering, workers, Parts::doNothing));
    }

    @Benchmark
    @OperationsPerInvocation(POLL)
    public long poll() {
        if (log.isAtItsEnd()) {
            log.rewind();
            assignment = newAssignment();
        }
        while (!assignment.wantsMore()) {
            Thread.yield();
        }
        List<ConsumerRecord<byte[], byte[]>> poll = log.poll();
        assignment.deliver(poll, log.position());
        return assignment.offsets().frontier();
    }
}
