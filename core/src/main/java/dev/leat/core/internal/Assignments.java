package dev.leat.core.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The open assignments of one membership; a partition has at most one. Owner thread only. */
final class Assignments {
    private final Map<TopicPartition, Assignment> open = new HashMap<>();

    void add(Assignment assignment) {
        open.put(assignment.partition(), assignment);
    }

    /** Only this one: the partition may have been begun anew. */
    void remove(Assignment assignment) {
        open.remove(assignment.partition(), assignment);
    }

    @Nullable
    Assignment of(TopicPartition partition) {
        return open.get(partition);
    }

    /** Those of these partitions that have one. */
    List<Assignment> of(Collection<TopicPartition> partitions) {
        List<Assignment> found = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Assignment assignment = open.get(partition);
            if (assignment != null) {
                found.add(assignment);
            }
        }
        return found;
    }

    Collection<Assignment> all() {
        return open.values();
    }

    Collection<TopicPartition> partitions() {
        return open.keySet();
    }

    boolean isAnyBusy() {
        for (Assignment assignment : open.values()) {
            if (assignment.isBusy()) {
                return true;
            }
        }
        return false;
    }
}
