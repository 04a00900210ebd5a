package dev.leat.core.spi;

import java.util.concurrent.Executor;

/** The threads that run handlers of one consumer group; first come, first served. Methods are called from any thread. */
public interface WorkerPool extends Executor {
    /** Runs the task on one of the threads; after {@link #shutdownNow} does nothing. */
    @Override
    void execute(Runnable task);

    /**
     * The number of the calling thread among these, from 1 up to the most at a time; 0 if it is none of them. No two that exist have the
     * same one; that of one that has ended is given to another.
     */
    int worker();

    /** Whether the calling thread is one of these: it must never wait for them. */
    default boolean runsCaller() {
        return worker() > 0;
    }

    /** Takes no more work, forgets what waits, and interrupts what still runs. */
    void shutdownNow();

    /** After {@link #shutdownNow}: waits for what runs; false if the time is up before. */
    boolean awaitEnd(long nanos) throws InterruptedException;
}
