package dev.leat.benchmarks.arm;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What is asked of the broker beside the records themselves. */
final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    private final Admin admin;

    Cluster(String bootstrapServers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Creates a topic; returns when every leader serves its partition. */
    void create(String topic, int partitions) {
        answer(admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                .all());
        // Controllers confirm a topic before brokers know it.
        await("the leaders of topic " + topic, () -> hasLeaders(topic, partitions));
    }

    private boolean hasLeaders(String topic, int partitions) {
        try {
            offsets(topic, partitions, OffsetSpec.latest());
            return true;
        } catch (RetriableException e) {
            return false;
        }
    }

    /**
     * How many records a topic holds.
     *
     * @throws ArmFailedException if it does not exist, has another number of partitions, or does not start at offset 0
     */
    long records(String topic, int partitions) {
        check(topic, partitions);
        Map<Integer, Long> first = offsets(topic, partitions, OffsetSpec.earliest());
        if (first.values().stream().anyMatch(offset -> offset != 0)) {
            throw new ArmFailedException("topic " + topic
                    + " has lost its first records to retention; load it again, or keep it for longer");
        }
        return offsets(topic, partitions, OffsetSpec.latest()).values().stream()
                .mapToLong(offset -> offset)
                .sum();
    }

    /** @throws ArmFailedException if the topic does not exist or has another number of partitions */
    private void check(String topic, int partitions) {
        int found;
        try {
            KafkaFuture<TopicDescription> asked =
                    admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
            found = answer(Objects.requireNonNull(asked, topic)).partitions().size();
        } catch (UnknownTopicOrPartitionException e) {
            throw new ArmFailedException("there is no topic " + topic + "; load or create it before the run", e);
        }
        if (found != partitions) {
            throw new ArmFailedException(
                    "topic " + topic + " has " + found + " partitions, but the task says " + partitions);
        }
    }

    private Map<Integer, Long> offsets(String topic, int partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(topic, partition), which);
        }
        Map<Integer, Long> found = new HashMap<>();
        answer(admin.listOffsets(asked).all())
                .forEach((partition, offset) -> found.put(partition.partition(), offset.offset()));
        return found;
    }

    /** The offsets a group has committed, by partition. */
    Map<Integer, Long> committed(String group, String topic) {
        Map<Integer, Long> found = new HashMap<>();
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null && partition.topic().equals(topic)) {
                        found.put(partition.partition(), offset.offset());
                    }
                });
        return found;
    }

    /** Returns when each of the groups has so many partitions assigned to its members. */
    void awaitAssigned(Collection<String> groups, int partitions) {
        await("the assignment of all partitions", () -> {
            for (KafkaFuture<ConsumerGroupDescription> group :
                    admin.describeConsumerGroups(groups).describedGroups().values()) {
                if (!isAssigned(group, partitions)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static boolean isAssigned(KafkaFuture<ConsumerGroupDescription> group, int partitions) {
        try {
            ConsumerGroupDescription description = answer(group);
            return description.groupState() == GroupState.STABLE
                    && description.members().stream()
                                    .mapToInt(member -> member.assignment()
                                            .topicPartitions()
                                            .size())
                                    .sum()
                            == partitions;
        } catch (GroupIdNotFoundException | RetriableException e) {
            return false;
        }
    }

    private static void await(String what, Supplier<Boolean> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.get()) {
            if (System.nanoTime() - deadline > 0) {
                throw new ArmFailedException("waited " + PATIENCE.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException refusal ? refusal : new KafkaException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new ArmFailedException("the broker has not answered within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArmFailedException("interrupted while the broker was asked", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
