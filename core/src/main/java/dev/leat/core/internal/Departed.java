package dev.leat.core.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Assignments that are over while handlers of theirs still run: lost ones, and those whose drain ran out of time. Owner thread only. */
final class Departed {
    private final Map<TopicPartition, Assignment> departed = new HashMap<>();

    void note(Collection<Assignment> gone) {
        for (Assignment assignment : gone) {
            if (!assignment.isQuiet()) {
                departed.put(assignment.partition(), assignment);
            }
        }
    }

    /** Whether all their handlers have returned. */
    boolean isEmpty() {
        departed.values().removeIf(Assignment::isQuiet);
        return departed.isEmpty();
    }

    /** The last one of this partition that is not quiet yet. */
    Optional<Assignment> of(TopicPartition partition) {
        departed.values().removeIf(Assignment::isQuiet);
        return Optional.ofNullable(departed.get(partition));
    }
}
