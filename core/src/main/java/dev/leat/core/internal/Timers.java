package dev.leat.core.internal;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to be run later. Owner thread only; times are monotonic nanoseconds. */
final class Timers {
    private record Timer(long dueNanos, Runnable action) {}

    // The difference, not the values: nano times may wrap around.
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong((Timer t) -> t.dueNanos - ORIGIN));

    private static final long ORIGIN = System.nanoTime();

    void at(long dueNanos, Runnable action) {
        timers.add(new Timer(dueNanos, action));
    }

    void runDue(long nowNanos) {
        for (Timer timer = timers.peek(); timer != null && timer.dueNanos - nowNanos <= 0; timer = timers.peek()) {
            timers.remove();
            timer.action.run();
        }
    }

    /** Nanoseconds until the next is due, zero if it is overdue, at most {@code atMostNanos}. */
    long untilNext(long nowNanos, long atMostNanos) {
        Timer timer = timers.peek();
        return timer == null ? atMostNanos : Math.max(0, Math.min(atMostNanos, timer.dueNanos - nowNanos));
    }
}
