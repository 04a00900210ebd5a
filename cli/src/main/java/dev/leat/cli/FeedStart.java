package dev.leat.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where in each partition reading begins. */
interface FeedStart {
    Duration PATIENCE = Duration.ofSeconds(10);

    /** @param ends where they end now */
    Map<TopicPartition, Long> places(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends);

    /** With what comes from now on. */
    static FeedStart end() {
        return (consumer, ends) -> ends;
    }

    static FeedStart beginning() {
        return (consumer, ends) -> consumer.beginningOffsets(ends.keySet(), PATIENCE);
    }

    /** With the first record of that time or later; if there is none yet, with what comes. */
    static FeedStart at(Instant time) {
        return (consumer, ends) -> {
            Map<TopicPartition, Long> question = new HashMap<>();
            ends.keySet().forEach(partition -> question.put(partition, time.toEpochMilli()));
            Map<TopicPartition, OffsetAndTimestamp> answer = consumer.offsetsForTimes(question, PATIENCE);
            Map<TopicPartition, Long> places = new HashMap<>(ends);
            answer.forEach((partition, found) -> {
                if (found != null) {
                    places.put(partition, found.offset());
                }
            });
            return places;
        };
    }

    /** At this offset, or at the beginning or the end if it is beyond. */
    static FeedStart offset(long offset) {
        return within((partition, end) -> offset);
    }

    /** So many before the end of each partition. */
    static FeedStart last(long offsets) {
        return within((partition, end) -> end - offsets);
    }

    /** Computes an offset from the end of a partition. */
    interface Place {
        long of(TopicPartition partition, long end);
    }

    private static FeedStart within(Place place) {
        return (consumer, ends) -> {
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(List.copyOf(ends.keySet()), PATIENCE);
            Map<TopicPartition, Long> places = new HashMap<>();
            ends.forEach((partition, end) -> places.put(
                    partition,
                    Math.max(beginnings.getOrDefault(partition, 0L), Math.min(end, place.of(partition, end)))));
            return places;
        };
    }
}
