package dev.leat.core.internal;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An assignment without lanes: what a record costs in window and load, when it comes and when it is finished. */
@State(Scope.Thread)
public class AssignmentBenchmark extends Measured {
    private final PolledLog log = new PolledLog();
    private Assignment assignment = newAssignment();

    private static Assignment newAssignment() {
        return Parts.assignment(0, Parts.noLanes());
    }

    @Benchmark
    @OperationsPerInvocation(POLL)
    public Assignment deliver() {
        deliverNext();
        return assignment;
    }

    @Benchmark
    @OperationsPerInvocation(POLL)
    public long deliverAndFinish() {
        for (ConsumerRecord<byte[], byte[]> record : deliverNext()) {
            assignment.finished(record);
        }
        return assignment.offsets().frontier();
    }

    private List<ConsumerRecord<byte[], byte[]>> deliverNext() {
        if (log.isAtItsEnd()) {
            log.rewind();
            assignment = newAssignment();
        }
        List<ConsumerRecord<byte[], byte[]>> poll = log.poll();
        assignment.deliver(poll, log.position());
        return poll;
    }
}
