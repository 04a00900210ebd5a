package dev.leat.core.internal;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The monitor between owner and worker, with one thread at it; both are in {@link ContendedLaneQueueBenchmark}. */
@State(Scope.Thread)
public class LaneQueueBenchmark extends Measured {
    private final LaneQueue queue = new LaneQueue(LaneQueue.Readiness.AT_ONCE);
    private final List<ConsumerRecord<byte[], byte[]>> poll = Parts.records(0, 0, POLL);
    private final List<ConsumerRecord<byte[], byte[]>> one = Parts.records(0, 0, 1);

    /** A record that finds its lane idle, as all do when there is little to do. */
    @Benchmark
    public boolean addOneAndTake(Blackhole hole) {
        boolean scheduled = queue.add(one);
        takeAll(hole);
        return scheduled;
    }

    @Benchmark
    @OperationsPerInvocation(POLL)
    public boolean addPollAndTake(Blackhole hole) {
        boolean scheduled = queue.add(poll);
        takeAll(hole);
        return scheduled;
    }

    private void takeAll(Blackhole hole) {
        for (ConsumerRecord<byte[], byte[]> head = take(); head != null; head = take()) {
            hole.consume(head);
        }
    }

    private @Nullable ConsumerRecord<byte[], byte[]> take() {
        return queue.takeOne(() -> true, true);
    }
}
