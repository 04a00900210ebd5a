package dev.leat.benchmarks.arm;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's producer. */
final class RawProducer implements ProducerArm {
    private final String topic;
    private final Way way;
    private final KafkaProducer<byte[], byte[]> producer;

    private RawProducer(String bootstrapServers, String topic, Way way) {
        this.topic = topic;
        this.way = way;
        this.producer = new KafkaProducer<>(
                ProducerArm.properties(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One callback for all records, which looks for failures. */
    static RawProducer forgetting(String bootstrapServers, String topic, Failures failures) {
        Callback callback = (metadata, error) -> {
            if (error != null) {
                failures.add(error);
            }
        };
        return new RawProducer(bootstrapServers, topic, (producer, record) -> producer.send(record, callback));
    }

    /** A future for each record, as callers who compose what follows write it. */
    static RawProducer withFutures(String bootstrapServers, String topic, Failures failures) {
        return new RawProducer(bootstrapServers, topic, (producer, record) -> {
            CompletableFuture<RecordMetadata> confirmed = new CompletableFuture<>();
            return producer.send(record, (metadata, error) -> {
                if (error != null) {
                    failures.add(error);
                    confirmed.completeExceptionally(error);
                } else {
                    confirmed.complete(metadata);
                }
            });
        });
    }

    @Override
    public void send(byte[] key, byte[] value) {
        var unused = way.send(producer, new ProducerRecord<>(topic, key, value));
    }

    @Override
    public void close() {
        producer.close();
    }

    private interface Way {
        Future<RecordMetadata> send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message);
    }
}
