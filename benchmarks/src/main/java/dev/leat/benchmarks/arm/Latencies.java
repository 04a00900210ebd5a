package dev.leat.benchmarks.arm;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * How long after its intended time each record of an open loop was done, for the records that were meant for the window; also those that
 * were done later, and those that were not done at all. Any number of threads.
 */
final class Latencies {
    private static final long LONGEST_NANOS = 3_600_000_000_000L;

    private final LongPredicate singledOut;
    private final Recorder nanos = new Recorder(LONGEST_NANOS, 3);
    private final OffsetSet done = new OffsetSet();
    private final LongAdder taken = new LongAdder();
    private volatile @Nullable Window window;

    /** The records to be taken, by number: from one to before another. */
    private record Window(Schedule schedule, long first, long end) {}

    /** @param singledOut which records are slow on purpose, by their number, and say nothing of the arm */
    Latencies(LongPredicate singledOut) {
        this.singledOut = singledOut;
    }

    /** From now on the records meant for that time are taken; once. Without it none are. */
    void open(Schedule schedule, long fromNanos, long toNanos) {
        window = new Window(schedule, schedule.firstFrom(fromNanos), schedule.firstFrom(toNanos));
    }

    void done(long index, long nowNanos) {
        Window open = window;
        if (open != null && index >= open.first && index < open.end) {
            take(index, nowNanos - open.schedule.nanos(index));
        }
    }

    private void take(long index, long latencyNanos) {
        if (!singledOut.test(index) && done.add(index)) {
            nanos.recordValue(Math.min(LONGEST_NANOS, Math.max(0, latencyNanos)));
            taken.increment();
        }
    }

    /** How many there will be. Takes a while. */
    long expected() {
        long expected = 0;
        Window open = window;
        for (long index = open == null ? 0 : open.first; open != null && index < open.end; index++) {
            expected += singledOut.test(index) ? 0 : 1;
        }
        return expected;
    }

    long taken() {
        return taken.sum();
    }

    /** All of them; what is not done by now counts with what it has waited so far, which is less than it will be. */
    Histogram nanos() {
        long now = System.nanoTime();
        Window open = window;
        for (long index = open == null ? 0 : open.first; open != null && index < open.end; index++) {
            done(index, now);
        }
        return nanos.getIntervalHistogram();
    }
}
