package dev.leat.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Produces and consumes text with plain Kafka clients. */
final class Records {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Records() {}

    static void produce(Map<String, String> client, String topic, String... values) {
        try (var producer = producer(client)) {
            for (var value : values) {
                send(producer, topic, value);
            }
        }
    }

    /** Returns when the record is acknowledged. */
    static void send(Producer<String, String> producer, String topic, String value) {
        try {
            producer.send(new ProducerRecord<>(topic, value)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Joins the group, returns so many values and commits. */
    static List<String> consume(Map<String, String> client, String topic, String group, int count) {
        try (var consumer = consumer(client, group, Map.of())) {
            consumer.subscribe(List.of(topic));
            var values = new ArrayList<String>();
            var deadline = Deadline.in(PATIENCE);
            while (values.size() < count && !deadline.passed()) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
            consumer.commitSync();
            return values;
        }
    }

    static KafkaProducer<String, String> producer(Map<String, String> client) {
        var properties = new HashMap<String, Object>(client);
        properties.put("acks", "all");
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    static KafkaConsumer<String, String> consumer(Map<String, String> client, String group, Map<String, String> more) {
        var properties = new HashMap<String, Object>(client);
        properties.put("group.id", group);
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        properties.putAll(more);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    }
}
