package dev.leat.core.internal;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** How the records of an assignment are spread over {@link Lane}s. Owner thread only. */
interface Lanes {
    /** Makes lanes for one assignment. */
    @FunctionalInterface
    interface Maker {
        /** @param whenStuck run by the owner when the head of the lane will not move for a while */
        Lane newLane(Runnable whenStuck);
    }

    /** Hands over, in the order given, with one hand-over for each lane that is touched. */
    void dispatch(List<ConsumerRecord<byte[], byte[]>> records);

    /**
     * Called a few times in {@link Owner#TICK} while there is work, and until this says that no look is needed any more.
     *
     * @return whether one is needed even without work: something was not at rest yet
     */
    boolean tick();

    /** Whether all there is to do waits for others to come, and time alone brings it on. */
    default boolean isGathering() {
        return false;
    }

    /** Of the heads, and what comes first in lanes that have none, the record with the lowest offset; null if there is nothing. */
    @Nullable
    ConsumerRecord<byte[], byte[]> oldest();

    /** Of two records the one with the lower offset. */
    static @Nullable ConsumerRecord<byte[], byte[]> older(
            @Nullable ConsumerRecord<byte[], byte[]> one, @Nullable ConsumerRecord<byte[], byte[]> other) {
        return one == null || (other != null && other.offset() < one.offset()) ? other : one;
    }

    /** The assignment is over: forgets what waits. */
    void close();
}
