package dev.leat.benchmarks.arm;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what the broker has confirmed. Any thread. */
final class Receipts {
    private final LongAdder confirmed = new LongAdder();
    private final Failures failures;

    Receipts(Failures failures) {
        this.failures = failures;
    }

    void add(@Nullable Throwable failure) {
        if (failure == null) {
            confirmed.increment();
        } else {
            failures.add(failure);
        }
    }

    long confirmed() {
        return confirmed.sum();
    }
}
