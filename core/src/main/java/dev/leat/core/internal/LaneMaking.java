package dev.leat.core.internal;

import dev.leat.core.Ordering;
import java.util.function.Function;

/** Which lanes an assignment gets: by the group's ordering, and by how its topic is handled. */
record LaneMaking(Ordering ordering, int concurrency, Handling handling) {
    Function<Assignment, Lanes> of(TopicHandler topic) {
        return topic instanceof TopicHandler.Batch batch
                ? assignment -> batches(assignment, batch)
                : assignment -> singles(assignment, (TopicHandler.Single) topic);
    }

    private Lanes singles(Assignment assignment, TopicHandler.Single topic) {
        boolean ordered = ordering != Ordering.UNORDERED;
        Lanes.Maker maker = whenStuck -> new RecordLane(assignment, handling, topic, ordered, whenStuck);
        return switch (ordering) {
            case PARTITION -> new PartitionLane(maker);
            case KEY -> KeyLanes.byKey(maker, concurrency);
            case UNORDERED -> KeyLanes.unordered(maker, concurrency);
        };
    }

    private Lanes batches(Assignment assignment, TopicHandler.Batch topic) {
        boolean ordered = ordering != Ordering.UNORDERED;
        Lanes.Maker maker = whenStuck -> new BatchLane(assignment, handling, topic, ordered);
        return ordering == Ordering.KEY ? new BatchLanes(maker, concurrency) : new PartitionLane(maker);
    }
}
