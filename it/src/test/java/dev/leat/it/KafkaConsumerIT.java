package dev.leat.it;

import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Kafka's own consumer on a broker, under both of its rebalance protocols. */
class KafkaConsumerIT {
    @Nested
    class Classic extends OnABroker {}

    @Nested
    class Kip848 extends OnABroker {
        @Override
        Map<String, Object> protocol() {
            return Map.of(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        }
    }

    @EmbeddedKafka
    abstract static class OnABroker extends ConsumerContract {
        private Embedded kafka;
        private TestNames names;
        private KafkaProducer<byte[], byte[]> producer;

        @BeforeEach
        void begin(Embedded kafka, TestNames names) {
            this.kafka = kafka;
            this.names = names;
            producer = new KafkaProducer<>(
                    new HashMap<>(kafka.clientProperties()), new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        void end() {
            producer.close();
        }

        @Override
        Consumer<byte[], byte[]> open(Map<String, Object> properties) {
            Map<String, Object> all = new HashMap<>(kafka.clientProperties());
            // A client that is to be closed waits for the fetch that is on its way, which by default lasts half a
            // second.
            all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
            all.putAll(properties);
            return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        String topic(String label, int partitions) {
            return names.topic(label, partitions);
        }

        @Override
        String name(String label) {
            return names.name(label + "-" + System.nanoTime());
        }

        @Override
        void create(String topic) {
            kafka.createTopic(topic, 1);
        }

        @Override
        void send(String topic, int partition, Instant timestamp, String value) {
            try {
                producer.send(new ProducerRecord<>(
                                topic,
                                partition,
                                timestamp.toEpochMilli(),
                                null,
                                value.getBytes(StandardCharsets.UTF_8)))
                        .get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        Instant now() {
            return Instant.now();
        }
    }
}
