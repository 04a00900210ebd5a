package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final Runnable NOTHING = SlotsTest::doNothing;

    private final Queue<Runnable> workers = new ArrayDeque<>();

    private static void doNothing() {}

    @Test
    void whoFindsNoneIsRunWhenOneComesFree() {
        Slots slots = Slots.of(2, workers::add);
        assertThat(slots.take(NOTHING)).isTrue();
        assertThat(slots.take(NOTHING)).isTrue();
        Runnable waits = () -> {};
        assertThat(slots.take(waits)).isFalse();
        assertThat(workers).isEmpty();

        slots.release();

        assertThat(workers).containsExactly(waits);
        assertThat(slots.take(waits)).isTrue();
    }

    @Test
    void whoIsRunAndFindsNoneAgainWaitsAgain() {
        Slots slots = Slots.of(1, workers::add);
        slots.take(NOTHING);
        Runnable slow = () -> {};
        slots.take(slow);
        slots.release();
        assertThat(slots.take(NOTHING)).as("somebody was quicker").isTrue();

        assertThat(slots.take(slow)).isFalse();
        workers.clear();
        slots.release();

        assertThat(workers).containsExactly(slow);
    }

    @Test
    void withoutALimitThereIsAlwaysOne() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(Slots.UNLIMITED.take(NOTHING)).isTrue();
        }
    }

    /** Whoever looks away between "none free" and "I wait" for a slot that comes free would be missed by nobody. */
    @Test
    void nobodyIsLeftWaitingWhileASlotIsFree() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Slots slots = Slots.of(2, pool);
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(20_000);
            for (int i = 0; i < 20_000; i++) {
                pool.execute(new Runnable() {
                    @Override
                    public void run() {
                        if (slots.take(this)) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                            slots.release();
                            done.countDown();
                        }
                    }
                });
            }

            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(most).hasValueBetween(1, 2);
        } finally {
            pool.shutdownNow();
        }
    }
}
