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
     * Called every {@link Owner#TICK} while there is work.
     *
     * @return whether another look is needed even without: something is still to be tidied up
     */
    boolean tick();

    /** Whether all there is to do waits for others to come, and time alone brings it on. */
    default boolean isGathering() {
        return false;
    }

    /** The assignment is over: forgets what waits. */
    void close();
}
