package dev.leat.benchmarks.arm.config;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each instance has seen the version that is on its way. One version at a time; instances from any thread. */
final class Seen {
    private static final long PATIENCE_SECONDS = 30;

    private final int instances;
    private volatile Round round;

    Seen(int instances) {
        this.instances = instances;
        this.round = new Round(0, instances);
    }

    private record Round(int number, AtomicLongArray nanos, AtomicLongArray took, CountDownLatch missing) {
        Round(int number, int instances) {
            this(number, new AtomicLongArray(instances), new AtomicLongArray(instances), new CountDownLatch(instances));
        }
    }

    /** From now on this is the version that counts; numbers begin with 1. */
    void expect(int number) {
        round = new Round(number, instances);
    }

    /** It was told of it just now. */
    void told(int instance, int number) {
        Round now = round;
        if (number == now.number()) {
            now.nanos().compareAndSet(instance, 0, System.nanoTime());
        }
    }

    /**
     * There is nothing more to come from it.
     *
     * @param tookNanos how long it was on its way, as the instance says; 0 if it does not
     */
    void done(int instance, int number, long tookNanos) {
        Round now = round;
        if (number == now.number()) {
            now.took().set(instance, tookNanos);
            now.missing().countDown();
        }
    }

    void await() throws InterruptedException {
        Round now = round;
        if (!now.missing().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("version " + now.number() + " was not seen by "
                    + now.missing().getCount() + " of " + instances + " instances within " + PATIENCE_SECONDS + " s");
        }
    }

    long nanos(int instance) {
        return round.nanos().get(instance);
    }

    /** 0 if the instance has not said it. */
    long took(int instance) {
        return round.took().get(instance);
    }
}
