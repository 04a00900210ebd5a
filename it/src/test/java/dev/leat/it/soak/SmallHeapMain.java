package dev.leat.it.soak;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Program of a child JVM: a member whose handler takes a millisecond. Every two seconds a line tells how many records it has handled,
 * and how many bytes are alive. Ends with its input.
 */
final class SmallHeapMain {
    private SmallHeapMain() {}

    /** @param arguments brokers, topic and ordering */
    public static void main(String[] arguments) throws IOException {
        LongAdder handled = new LongAdder();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        var unused = clock.scheduleAtFixedRate(
                () -> System.out.println(handled.sum() + " " + liveBytes()), 2, 2, TimeUnit.SECONDS);
        try (Leat leat = Leat.create(arguments[0]);
                ConsumerGroup group = leat.consumerGroup("billing")
                        .ordering(Ordering.valueOf(arguments[2]))
                        .concurrency(16)
                        .on(arguments[1], Serde.bytes(), message -> {
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                            handled.increment();
                        })
                        .build()) {
            group.start();
            while (System.in.read() >= 0) {
                // until the end
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static long liveBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
