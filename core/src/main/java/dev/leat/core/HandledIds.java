package dev.leat.core;

import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Where a {@link Deduplication} keeps the ids of what was handled. One of your own, a table in a database say, may be shared by the processes
 * of a group. If it is written in the same transaction as what the handler does, by an interceptor outside of the {@link Deduplication} that
 * begins and ends that transaction on the thread of the call, nothing lies between the two.
 *
 * <p>Called from many threads at once, on the worker that calls the handler, or the thread that ends a handler's stage; a call may take as
 * long as one of the handler. What it throws is a failure of the messages, so that they are tried again and nothing is lost.
 *
 * @since 0.1
 */
public interface HandledIds {
    /**
     * Whether all of these messages were handled. When in doubt false: then they are handled once more.
     *
     * @param group the id of the consumer group, or the name of the tail: what one has handled says nothing about another
     * @param ids at least one; several for a batch
     */
    boolean containsAll(String group, Set<String> ids);

    /**
     * These messages were handled just now. Some may be known already.
     *
     * @param group the id of the consumer group, or the name of the tail
     * @param ids at least one; several for a batch
     */
    void addAll(String group, Set<String> ids);

    /**
     * In the memory of this process: nothing is known after a restart, or to another member that gets the partition.
     *
     * @param most the ids to keep of each group; beyond that the oldest are forgotten. About 200 bytes each
     * @param atMost how long to keep one, on the monotonic clock of the system
     * @throws IllegalArgumentException if one of them is not greater than zero
     */
    static HandledIds inMemory(int most, Duration atMost) {
        return inMemory(most, atMost, System::nanoTime);
    }

    /**
     * {@link #inMemory(int, Duration)} with another clock, for tests.
     *
     * @param nanos monotonic time in nanoseconds, as {@link dev.leat.core.spi.Surroundings#nanos} tells it; asked from many threads
     * @throws IllegalArgumentException if {@code most} or {@code atMost} is not greater than zero
     */
    static HandledIds inMemory(int most, Duration atMost, LongSupplier nanos) {
        return new RecentIds(most, atMost, nanos);
    }
}
