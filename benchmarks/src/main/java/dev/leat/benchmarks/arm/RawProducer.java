package dev.leat.benchmarks.arm;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's producer with one callback for all records, which looks for failures. */
final class RawProducer implements ProducerArm {
    private final String topic;
    private final Callback callback;
    private final KafkaProducer<byte[], byte[]> producer;

    RawProducer(String bootstrapServers, String topic, Failures failures) {
        this.topic = topic;
        this.callback = (metadata, error) -> {
            if (error != null) {
                failures.add(error);
            }
        };
        this.producer = new KafkaProducer<>(
                ProducerArm.properties(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void send(byte[] key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key, value), callback);
    }

    @Override
    public void close() {
        producer.close();
    }
}
