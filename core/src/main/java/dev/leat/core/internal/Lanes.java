package dev.leat.core.internal;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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

    /** The assignment is over: forgets what waits. */
    void close();
}
