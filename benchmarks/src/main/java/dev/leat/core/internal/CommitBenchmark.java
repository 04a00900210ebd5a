package dev.leat.core.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to find out what is to be committed for eight partitions, once each commit interval. */
@State(Scope.Thread)
public class CommitBenchmark extends Measured {
    private static final int PARTITIONS = 8;

    /** Finished runs above each frontier, of one record each. */
    @Param({"0", "10", "1000"})
    public int runs;

    private final Lasting lasting = Parts.lasting(new Subscription.Names(Set.of(Parts.TOPIC)), Duration.ZERO);
    private final List<Assignment> assignments = new ArrayList<>();
    private final NoAnswer commits = new NoAnswer();

    @Setup
    public void setUp() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<ConsumerRecord<byte[], byte[]>> records = Parts.records(partition, 0, 1 + 2 * runs);
            Assignment assignment = Parts.assignment(partition, Parts.noLanes());
            assignment.deliver(records, records.size());
            for (int i = 0; i < records.size(); i += 2) {
                assignment.finished(records.get(i));
            }
            assignments.add(assignment);
        }
    }

    /** Nothing was ever confirmed, so all of them have something to commit. */
    @Benchmark
    public @Nullable Map<TopicPartition, OffsetAndMetadata> commit() {
        new Committer(lasting, commits).commitIfDue(assignments);
        return commits.sent;
    }

    /** Leaves each commit on its way. */
    private static final class NoAnswer implements Commits {
        private @Nullable Map<TopicPartition, OffsetAndMetadata> sent;

        @Override
        public Map<TopicPartition, OffsetAndMetadata> of(Set<TopicPartition> partitions, Duration atMost) {
            return Map.of();
        }

        @Override
        public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback whenDone) {
            sent = offsets;
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration atMost) {
            sent = offsets;
        }
    }
}
