package dev.leat.it.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What really stands in the topics. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> connection;

    TopicReader(Map<String, Object> connection) {
        this.connection = connection;
    }

    /** By partition and offset. */
    List<List<Sent>> sent(String topic, Trade trade) {
        return read(topic, record -> Sent.of(record, trade));
    }

    List<Letter> letters(String topic) {
        return read(topic, Letter::of).stream().flatMap(List::stream).toList();
    }

    List<Event> events(String topic) {
        return read(topic, Event::of).stream().flatMap(List::stream).toList();
    }

    private <T> List<List<T>> read(String topic, Function<ConsumerRecord<byte[], byte[]>, T> reader) {
        try (var consumer = new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .sorted(Comparator.comparingInt(TopicPartition::partition))
                    .toList();
            List<List<T>> all = new ArrayList<>();
            partitions.forEach(partition -> all.add(new ArrayList<>()));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream()
                    .anyMatch(each -> consumer.position(each) < Objects.requireNonNull(ends.get(each)))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    all.get(record.partition()).add(reader.apply(record));
                }
            }
            return all;
        }
    }
}
