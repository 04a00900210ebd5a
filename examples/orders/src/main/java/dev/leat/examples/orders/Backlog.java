package dev.leat.examples.orders;

import dev.leat.core.Leat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How many lines the group has not committed yet, by what the brokers say. For one thread. */
final class Backlog implements AutoCloseable {
    private static final int WAIT_SECONDS = 30;

    private final OrderTopics topics;
    private final Admin admin;
    private Map<TopicPartition, OffsetSpec> partitions = Map.of();

    Backlog(Leat leat, OrderTopics topics) {
        this.topics = topics;
        this.admin = Admin.create(leat.properties());
    }

    long lines() throws InterruptedException {
        try {
            if (partitions.isEmpty()) {
                partitions = partitions();
            }
            var ends = admin.listOffsets(partitions).all().get(WAIT_SECONDS, TimeUnit.SECONDS);
            var committed = admin.listConsumerGroupOffsets(topics.group())
                    .partitionsToOffsetAndMetadata()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
            return uncommitted(ends, committed);
        } catch (ExecutionException e) {
            throw new OrdersException(
                    "the state of group '" + topics.group() + "' cannot be read: " + OrdersException.reason(e), e);
        } catch (TimeoutException e) {
            throw new OrdersException(
                    "the state of group '" + topics.group() + "' cannot be read: no answer from the brokers within "
                            + WAIT_SECONDS + " s; check that they are running",
                    e);
        }
    }

    private Map<TopicPartition, OffsetSpec> partitions()
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin
                .describeTopics(List.of(topics.lines()))
                .allTopicNames()
                .get(WAIT_SECONDS, TimeUnit.SECONDS)
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream())
                .collect(Collectors.toMap(
                        info -> new TopicPartition(topics.lines(), info.partition()), info -> OffsetSpec.latest()));
    }

    private static long uncommitted(
            Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends,
            Map<TopicPartition, @Nullable OffsetAndMetadata> committed) {
        long lines = 0;
        for (var end : ends.entrySet()) {
            OffsetAndMetadata done = committed.get(end.getKey());
            lines += end.getValue().offset() - (done == null ? 0 : done.offset());
        }
        return lines;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
