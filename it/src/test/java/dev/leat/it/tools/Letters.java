package dev.leat.it.tools;

import dev.leat.core.DeadLetter;
import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Writes letters as groups do, and reads topics as services do. */
final class Letters {
    private static final Duration POLL = Duration.ofMillis(200);
    /** A transaction that was left open keeps what comes after it from being read. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Leat leat;

    Letters(Leat leat) {
        this.leat = leat;
    }

    /** A letter for each value, with numbers of its own as offsets of the origin. */
    void write(String dead, String origin, String key, String... values) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            List<CompletableFuture<RecordId>> sent = new ArrayList<>();
            for (int number = 0; number < values.length; number++) {
                sent.add(producer.send(Outgoing.of(dead, key, values[number])
                        .header("tenant", "blue")
                        .header(DeadLetter.TOPIC, origin)
                        .header(DeadLetter.PARTITION, "0")
                        .header(DeadLetter.OFFSET, Integer.toString(number))
                        .header(DeadLetter.GROUP, "billing")
                        .header(DeadLetter.ATTEMPTS, "1")
                        .header(DeadLetter.EXCEPTION, "java.lang.IllegalStateException")
                        .header(DeadLetter.TIME, "2026-11-21T08:00:00Z")));
            }
            sent.forEach(CompletableFuture::join);
        }
    }

    /** Values of all records that count, partition by partition. */
    List<String> values(String topic) {
        return records(topic, "read_committed").stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    List<ConsumerRecord<String, String>> records(String topic, String isolation) {
        Map<String, Object> properties = new HashMap<>(leat.properties());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = ends(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> all = new ArrayList<>();
            long until = System.nanoTime() + LONGEST.toNanos();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))
                    && System.nanoTime() - until < 0) {
                consumer.poll(POLL).forEach(all::add);
            }
            return all;
        }
    }

    /** With what is not committed: brokers show a transaction a moment after it was. */
    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(leat.properties(), new StringDeserializer(), new StringDeserializer())) {
            return consumer.endOffsets(partitions);
        }
    }
}
