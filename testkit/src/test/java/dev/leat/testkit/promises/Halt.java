package dev.leat.testkit.promises;

import dev.leat.core.spi.Surroundings;
import dev.leat.testkit.TestKafka;
import java.util.concurrent.CountDownLatch;

/** A place in a handler where each call stops until the test releases them all. */
final class Halt {
    private final Surroundings surroundings;
    private final CountDownLatch released = new CountDownLatch(1);
    private int reached;
    private int interrupts;

    Halt(TestKafka kafka) {
        this.surroundings = kafka.surroundings();
    }

    void here() throws InterruptedException {
        reached++;
        surroundings.await(released, Long.MAX_VALUE);
    }

    /** As a handler that does not heed its interrupt. */
    void hereWhatever() {
        reached++;
        boolean done = false;
        while (!done) {
            try {
                done = surroundings.await(released, Long.MAX_VALUE);
            } catch (InterruptedException e) {
                interrupts++;
            }
        }
    }

    void release() {
        released.countDown();
    }

    int reached() {
        return reached;
    }

    int interrupts() {
        return interrupts;
    }
}
