package dev.leat.core.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Pauses partitions that have enough in memory and resumes them when they have not. Owner thread only. */
final class Pressure {
    private final Set<TopicPartition> paused = new HashSet<>();

    /** Brings the client in line with what the assignments want now; nothing is remembered but what the client was told. */
    void apply(Consumer<?, ?> consumer, Collection<Assignment> assignments) {
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        for (Assignment assignment : assignments) {
            TopicPartition partition = assignment.partition();
            if (assignment.wantsMore()) {
                if (paused.remove(partition)) {
                    resume.add(partition);
                }
            } else if (paused.add(partition)) {
                pause.add(partition);
            }
        }
        if (!pause.isEmpty()) {
            consumer.pause(pause);
        }
        if (!resume.isEmpty()) {
            consumer.resume(resume);
        }
    }

    /** How many partitions the client was told to pause. */
    int paused() {
        return paused.size();
    }

    /** The client starts every assignment unpaused. */
    void forget(TopicPartition partition) {
        paused.remove(partition);
    }
}
