package dev.leat.testkit;

import dev.leat.testkit.internal.Stop;

/**
 * A place in the code under test where one thread stops until the test lets it go on. It holds one: the first that comes.
 *
 * <pre>{@code
 * Hold hold = kafka.hold("orders", 0, 5);
 * kafka.run();                              // until the handler of that record is called
 * kafka.group("billing").rebalance();
 * kafka.run();
 * hold.release();
 * kafka.run();
 * }</pre>
 *
 * <p>The thread is inside the call of the handler, within its timeout, and may be interrupted: then the call fails with {@link
 * InterruptedException}.
 *
 * @since 0.1
 */
public final class Hold {
    private final Stop stop;

    Hold(Stop stop) {
        this.stop = stop;
    }

    /** Whether a thread has come; it may have been released since. */
    public boolean isReached() {
        return stop.isReached();
    }

    /** The thread goes on in the next {@link TestKafka#run}. If none has come yet, none will be held. */
    public void release() {
        stop.release();
    }

    /** For the code under test, at any place: stops the calling thread here, if it is the first. */
    public void here() throws InterruptedException {
        stop.here();
    }
}
