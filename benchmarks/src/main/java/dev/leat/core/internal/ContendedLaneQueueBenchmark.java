package dev.leat.core.internal;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Control;

/** A lane between an owner and a worker that both do nothing else, so that they are in each other's way as much as they can be. */
@State(Scope.Group)
@SuppressWarnings("ThreadPriorityCheck") // whoever waits leaves its core to the other, should there be but one
public class ContendedLaneQueueBenchmark extends Measured {
    /** What a lane gets of a poll when 64 lanes share it. */
    private static final int SHARE = 8;
    /** The owner is never further ahead; else the faster side would decide how much memory this takes. */
    private static final int MOST_WAITING = 512;

    private final LaneQueue queue = new LaneQueue(LaneQueue.Readiness.AT_ONCE);
    private final List<ConsumerRecord<byte[], byte[]>> share = Parts.records(0, 0, SHARE);
    private volatile long added;
    private volatile long taken;

    @Benchmark
    @Group("lane")
    @OperationsPerInvocation(SHARE)
    @SuppressWarnings("NonAtomicVolatileUpdate") // nobody else writes it
    public boolean owner(Control control) {
        while (added - taken > MOST_WAITING && !control.stopMeasurement) {
            Thread.yield();
        }
        boolean scheduled = queue.add(share);
        added += SHARE;
        return scheduled;
    }

    @Benchmark
    @Group("lane")
    @SuppressWarnings("NonAtomicVolatileUpdate") // nobody else writes it
    public @Nullable ConsumerRecord<byte[], byte[]> worker(Control control) {
        // Not at the queue's door: a worker whose lane has run dry is elsewhere.
        while (taken == added && !control.stopMeasurement) {
            Thread.yield();
        }
        ConsumerRecord<byte[], byte[]> head = queue.takeOne(() -> true, true);
        if (head != null) {
            taken++;
        }
        return head;
    }
}
