package dev.leat.core.tools;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * The timestamps of the first records from given offsets on. Only a record has a time, an offset has none, so the records are read, a few
 * of each partition at a time.
 */
final class OldestRecords {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final LongSupplier nanos;

    /** @param consumer best one that fetches little at a time */
    OldestRecords(Consumer<byte[], byte[]> consumer, LongSupplier nanos) {
        this.consumer = consumer;
        this.nanos = nanos;
    }

    /** Without partitions where there is none before the end, where it may not be read, or does not come in time. */
    Map<TopicPartition, Instant> timestamps(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Instant> found = new HashMap<>();
        Set<TopicPartition> wanted = new HashSet<>(from.keySet());
        consumer.assign(wanted);
        from.forEach(consumer::seek);
        long deadline = nanos.getAsLong() + ToolClients.PATIENCE.toNanos();
        try {
            while (!wanted.isEmpty() && nanos.getAsLong() - deadline < 0) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                Set<TopicPartition> done = new HashSet<>();
                for (TopicPartition partition : wanted) {
                    List<ConsumerRecord<byte[], byte[]>> first = records.records(partition);
                    if (!first.isEmpty()) {
                        found.put(partition, Instant.ofEpochMilli(first.get(0).timestamp()));
                        done.add(partition);
                    } else if (consumer.position(partition, ToolClients.PATIENCE) >= Answers.about(partition, ends)) {
                        done.add(partition); // only marks of transactions were left
                    }
                }
                wanted.removeAll(done);
                consumer.pause(done);
            }
        } catch (AuthorizationException e) {
            // Who may see how a group is doing need not be allowed to see what it reads.
        }
        return found;
    }
}
