package dev.leat.core.internal;

import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A poll's offsets delivered and finished, and the frontier moved over them. */
@State(Scope.Thread)
public class OffsetWindowBenchmark extends Measured {
    /** As after compaction, or with a transaction's marker behind each nine records. */
    private static final int GAP_EVERY = 9;

    private final OffsetWindow window = new OffsetWindow(0, Bounds.DEFAULT.offsets());
    private final int[] shuffled =
            new Random(1).ints(0, POLL).distinct().limit(POLL).toArray();

    @Benchmark
    @OperationsPerInvocation(POLL)
    public long finishInOrder() {
        long first = deliver();
        for (int i = 0; i < POLL; i++) {
            window.finish(first + i);
        }
        return window.advance();
    }

    @Benchmark
    @OperationsPerInvocation(POLL)
    public long finishInRandomOrder() {
        long first = deliver();
        for (int place : shuffled) {
            window.finish(first + place);
        }
        return window.advance();
    }

    /** With the frontier asked for after each record, as nobody does. */
    @Benchmark
    @OperationsPerInvocation(POLL)
    public long finishInOrderAndAdvanceEachTime() {
        long first = deliver();
        for (int i = 0; i < POLL; i++) {
            window.finish(first + i);
            window.advance();
        }
        return window.frontier();
    }

    /** A tenth of the offsets is never delivered. */
    @Benchmark
    @OperationsPerInvocation(POLL)
    public long finishInOrderWithGaps() {
        long first = window.next();
        for (int i = 0; i < POLL; i++) {
            window.deliver(withGaps(first, i));
        }
        for (int i = 0; i < POLL; i++) {
            window.finish(withGaps(first, i));
        }
        return window.advance();
    }

    private static long withGaps(long first, int place) {
        return first + place + place / GAP_EVERY;
    }

    private long deliver() {
        long first = window.next();
        for (long offset = first; offset < first + POLL; offset++) {
            window.deliver(offset);
        }
        return first;
    }
}
