package dev.leat.core.internal;

import dev.leat.core.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The offsets at which partitions begin that the group has never committed, by what it was told and what Kafka has. Owner thread only. */
final class FirstOffsets {
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final Lasting lasting;
    private final Consumer<?, ?> consumer;
    private final Commits commits;

    FirstOffsets(Lasting lasting, Consumer<?, ?> consumer, Commits commits) {
        this.lasting = lasting;
        this.consumer = consumer;
        this.commits = commits;
    }

    /**
     * Fails if there is no answer in time; each question may take this long.
     *
     * @throws ConfigurationException if one of them is to begin nowhere
     */
    Map<TopicPartition, Long> of(Set<TopicPartition> partitions, Duration atMost) {
        Set<TopicPartition> earliest = new HashSet<>();
        Set<TopicPartition> latest = new HashSet<>();
        Map<TopicPartition, Long> times = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Origin origin = origin(partition, atMost);
            if (origin instanceof Origin.At at) {
                times.put(partition, millis(at.time()));
            } else if (origin instanceof Origin.Latest) {
                latest.add(partition);
            } else if (origin instanceof Origin.Earliest) {
                earliest.add(partition);
            } else {
                throw nowhere(partition);
            }
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        ask(earliest, atMost, consumer::beginningOffsets, offsets);
        ask(latest, atMost, consumer::endOffsets, offsets);
        // The ends before the times: a record of that time may be written between the two answers.
        ask(times.keySet(), atMost, consumer::endOffsets, offsets);
        if (!times.isEmpty()) {
            consumer.offsetsForTimes(times, atMost).forEach((partition, found) -> {
                if (found != null) {
                    offsets.put(partition, found.offset());
                }
            });
        }
        // The client takes the last offset it was told for the end of the log: until it has fetched there would be no
        // lag.
        Set<TopicPartition> others = new HashSet<>(earliest);
        others.addAll(times.keySet());
        ask(others, atMost, consumer::endOffsets, new HashMap<>());
        return offsets;
    }

    private static void ask(
            Set<TopicPartition> partitions,
            Duration atMost,
            BiFunction<Set<TopicPartition>, Duration, Map<TopicPartition, Long>> question,
            Map<TopicPartition, Long> answers) {
        if (!partitions.isEmpty()) {
            answers.putAll(question.apply(partitions, atMost));
        }
    }

    private Origin origin(TopicPartition partition, Duration atMost) {
        Origin wanted = lasting.settings().sources().of(partition).origin();
        return lasting.origins().now(wanted, () -> isTopicNew(partition.topic(), atMost));
    }

    /** Whether the group has never committed any partition of the topic. Explicit partitions are no share of their topic. */
    private boolean isTopicNew(String topic, Duration atMost) {
        if (!lasting.settings().sources().subscription().isShared()) {
            return true;
        }
        Set<TopicPartition> all = new HashSet<>();
        consumer.partitionsFor(topic, atMost).forEach(info -> all.add(new TopicPartition(topic, info.partition())));
        return commits.of(all, atMost).isEmpty();
    }

    private ConfigurationException nowhere(TopicPartition partition) {
        return new ConfigurationException(
                "consumer group '" + lasting.group() + "'",
                partition + " has no committed offset, and 'auto.offset.reset' is 'none'; commit one, or say where to"
                        + " begin with Topics.from(…)");
    }

    private static long millis(Instant time) {
        return time.isBefore(Instant.EPOCH) ? 0 : (time.isAfter(LAST) ? LAST : time).toEpochMilli();
    }
}
