package dev.leat.core;

import dev.leat.core.internal.Engine;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads topics by itself: every partition of them, in every process that has such a tail, as a broadcast, a cache or a live configuration
 * needs it. It is no member of a group and commits nothing, so each start begins where {@link TailBuilder#from} says. Everything else is
 * as in a {@link ConsumerGroup}: handlers, order, retries, dead letters.
 *
 * <p>Partitions and topics that come later are found; a topic that is deleted and made again is read from its new beginning. While Kafka
 * is away, and after the client has failed, it goes on where it was.
 *
 * <p>Shown as {@code tail:} and its name in logs, names of threads, dead letters, and to interceptors. All methods may be called from any
 * thread.
 *
 * <pre>{@code
 * Tail prices = leat.tail("prices")
 *         .on("prices", Json.of(Price.class), message -> cache.put(message.key(), message.value()))
 *         .build();
 * prices.start();
 * prices.awaitCaughtUp(Duration.ofSeconds(30));
 * }</pre>
 *
 * @since 0.1
 */
public final class Tail implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final String name;
    private final Engine engine;

    Tail(String name, Engine engine) {
        this.name = name;
        this.engine = engine;
    }

    public String name() {
        return name;
    }

    /**
     * Starts and returns at once; Kafka may be away, and is tried until it is there. A second call does nothing.
     *
     * @throws IllegalStateException if it was closed
     */
    public void start() {
        engine.start();
    }

    /** {@link GroupState#CONSUMING} once Kafka has told which partitions there are. */
    public GroupState state() {
        return engine.state();
    }

    /** Why the tail ended by itself; empty while it runs, and after it was closed on request. */
    public Optional<Throwable> failure() {
        return engine.failure();
    }

    /** Why it does not read, while it tries: what Kafka or its client said at the last attempt, as {@link ConsumerGroup#trouble}. */
    public Optional<Throwable> trouble() {
        return engine.trouble();
    }

    /**
     * Waits until everything is handled that stood in its topics when it was started, or at most this long. Topics that do not exist
     * have nothing in them.
     *
     * @return whether that is so; false also if the tail was closed before
     * @throws TailFailedException if it ended by itself before
     * @throws InterruptedException if the calling thread was interrupted; the tail goes on
     */
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        if (engine.awaitCaughtUp(atMost)) {
            return true;
        }
        if (failure().isPresent()) {
            throw new TailFailedException(name, failure().get());
        }
        return false;
    }

    /** {@link #close(Duration)} with 30 seconds. */
    @Override
    public void close() {
        close(CLOSE);
    }

    /**
     * Starts no more handlers and waits for those that run; they are interrupted when about three quarters of the time have passed.
     * Called by a handler it only asks for the end, and returns at once. A second call waits for the first to be done.
     */
    public void close(Duration atMost) {
        try {
            engine.close(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What has not simply been handled, since the tail was built. */
    public Counts counts() {
        return new Counts(engine.tally());
    }

    boolean runsCaller() {
        return engine.runsCaller();
    }

    @Override
    public String toString() {
        return "Tail[" + name + ", " + state() + "]";
    }
}
