package dev.leat.core;

import dev.leat.core.internal.Origin;
import dev.leat.core.internal.Sources;
import dev.leat.core.internal.TopicHandler;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/** Tells sources apart by where they begin. */
final class OriginMark {
    TopicHandler handler() {
        return new TopicHandler.Single((record, attempt, assignment) -> null, false);
    }

    Origin of(long mark) {
        return new Origin.At(Instant.ofEpochMilli(mark));
    }

    long in(Sources sources, String topic) {
        return in(sources, topic, 0);
    }

    long in(Sources sources, String topic, int partition) {
        Origin.At at =
                (Origin.At) sources.of(new TopicPartition(topic, partition)).origin();
        return at.time().toEpochMilli();
    }
}
