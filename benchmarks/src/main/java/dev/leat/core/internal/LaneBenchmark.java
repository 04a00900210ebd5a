package dev.leat.core.internal;

import dev.leat.core.Ordering;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a record costs between the poll and its handler, on one thread and with a handler that does nothing. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // setUp() comes first
public class LaneBenchmark extends Measured {
    @Param
    public Ordering ordering;

    private final OneThread workers = new OneThread();
    private Lanes lanes;
    private PolledLog log;
    private Assignment assignment;
    private long handled;

    @Setup
    public void setUp() {
        // Its window is told once; a record finished again sets a bit that is set.
        Assignment fixed = Parts.assignment(0, Parts.noLanes());
        log = new PolledLog();
        fixed.deliver(log.first(), POLL);
        lanes = Parts.lanes(ordering, workers, this::handle).apply(fixed);
        assignment = newAssignment();
    }

    private Assignment newAssignment() {
        return Parts.assignment(0, Parts.lanes(ordering, workers, this::handle));
    }

    private @Nullable CompletionStage<?> handle(
            ConsumerRecord<byte[], byte[]> record, int attempt, Assigned assignment) {
        handled += record.offset();
        return null;
    }

    /** The same poll again and again: sharing it out, and each lane's turns. */
    @Benchmark
    @OperationsPerInvocation(POLL)
    public long handOver() {
        lanes.dispatch(log.first());
        workers.runAll();
        return handled;
    }

    /** Poll after poll, with window and load, and the frontier moved once a poll. */
    @Benchmark
    @OperationsPerInvocation(POLL)
    public long wholeWay() {
        if (log.isAtItsEnd()) {
            log.rewind();
            assignment = newAssignment();
        }
        List<ConsumerRecord<byte[], byte[]>> poll = log.poll();
        assignment.deliver(poll, log.position());
        workers.runAll();
        return assignment.offsets().frontier();
    }
}
