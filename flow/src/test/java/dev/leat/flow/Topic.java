package dev.leat.flow;

import dev.leat.core.Leat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A topic as Kafka's own clients see it. */
final class Topic {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Leat leat;
    private final String name;

    Topic(Leat leat, String name) {
        this.leat = leat;
        this.name = name;
    }

    String name() {
        return name;
    }

    void command(String sagaId, String label, String payload) {
        send(sagaId, "{\"messageLabel\":\"" + label + "\",\"messagePayload\":" + payload + "}");
    }

    void send(@Nullable String key, @Nullable String value) {
        send(null, key, value);
    }

    void send(@Nullable Integer partition, @Nullable String key, @Nullable String value) {
        send(new ProducerRecord<>(name, partition, bytes(key), bytes(value)));
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        send(List.of(record));
    }

    void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (var producer =
                new KafkaProducer<>(leat.properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All records as of now, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        try (var consumer =
                new KafkaConsumer<>(leat.properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(info -> new TopicPartition(name, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
                consumer.poll(POLL).forEach(all::add);
            }
            return all;
        }
    }

    /** Of partition 0; -1 if the group has committed nothing. */
    long committed(String group) {
        try (Admin admin = Admin.create(leat.properties())) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition(name, 0));
            return offset == null ? -1 : offset.offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sum over all partitions. */
    long committedInAll(String group) {
        try (Admin admin = Admin.create(leat.properties())) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .filter(Objects::nonNull)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As if a group had been there: clients that begin at the end of what they do not know begin at the beginning then. */
    void commitBeginning(String group) {
        try (Admin admin = Admin.create(leat.properties())) {
            Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
            for (TopicPartitionInfo info : Objects.requireNonNull(admin.describeTopics(List.of(name))
                            .allTopicNames()
                            .get()
                            .get(name))
                    .partitions()) {
                beginnings.put(new TopicPartition(name, info.partition()), new OffsetAndMetadata(0));
            }
            admin.alterConsumerGroupOffsets(group, beginnings).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void growTo(int partitions) {
        try (Admin admin = Admin.create(leat.properties())) {
            admin.createPartitions(Map.of(name, org.apache.kafka.clients.admin.NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
