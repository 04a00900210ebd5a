package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Whether a tail has handled everything that stood in its topics when it was started. Decided by the owner, awaited by anybody. */
final class CaughtUp {
    private final Surroundings surroundings;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean reached;
    /** The ends of the logs that are not reached yet; null as long as Kafka has not told them. Owner. */
    private @Nullable Map<TopicPartition, Long> ends;

    CaughtUp(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Owner: whether {@link #aimAt} is still to come. */
    boolean isAimless() {
        return ends == null;
    }

    /** Owner: the ends of all logs there are. */
    void aimAt(Map<TopicPartition, Long> ends) {
        this.ends = new HashMap<>(ends);
    }

    /** Owner: nothing is left of the partition that could be reached. */
    void forget(TopicPartition partition) {
        if (ends != null) {
            ends.remove(partition);
        }
    }

    /** Owner. */
    void look(Assignments assignments) {
        if (ends == null || reached) {
            return;
        }
        ends.entrySet().removeIf(end -> {
            Assignment assignment = assignments.of(end.getKey());
            return assignment != null && assignment.offsets().frontier() >= end.getValue();
        });
        if (ends.isEmpty()) {
            reached = true;
            decided.countDown();
        }
    }

    /** It will never be, if it is not by now. */
    void end() {
        decided.countDown();
    }

    /** False if it was not reached in time, or never will be. */
    boolean await(Duration atMost) throws InterruptedException {
        return surroundings.await(decided, Nanos.of(atMost)) && reached;
    }
}
