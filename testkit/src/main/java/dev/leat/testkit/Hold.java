package dev.leat.testkit;

import java.util.concurrent.CountDownLatch;

/** A place where a thread of the code under test stops until the test lets it go on. */
public final class Hold {
    private final CountDownLatch released = new CountDownLatch(1);

    Hold() {}

    /** The thread that waits here may go on when the test lets time go on; nobody waits here again. */
    public void release() {
        released.countDown();
    }
}
