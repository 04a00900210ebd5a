package dev.leat.benchmarks.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LiveHeapTest {
    private static final int LARGE = 64 << 20;

    /** Young collections come in at the moment when the whole heap is to be collected, sooner or later. */
    @Test
    void theWholeHeapIsCollectedEachTimeHoweverMuchGarbageIsMadeMeanwhile() throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicReference<byte[]> last = new AtomicReference<>(new byte[0]);
        Thread maker = new Thread(() -> {
            while (!isOver.get()) {
                last.set(new byte[100_000]);
            }
        });
        maker.start();
        try {
            for (int look = 0; look < 30; look++) {
                long before = LiveHeap.collections();
                assertThat(LiveHeap.bytes()).isPositive();
                assertThat(LiveHeap.collections()).isGreaterThan(before);
            }
        } finally {
            isOver.set(true);
            maker.join();
        }
    }

    @Test
    void whatIsHeldIsCounted() {
        long before = LiveHeap.bytes();
        byte[] held = new byte[LARGE];

        assertThat(LiveHeap.bytes()).isBetween(before + LARGE - (8 << 20), before + LARGE + (32 << 20));
        assertThat(held).hasSize(LARGE); // until here it is held
    }
}
