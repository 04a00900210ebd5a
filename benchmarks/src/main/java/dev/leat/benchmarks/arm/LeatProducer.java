package dev.leat.benchmarks.arm;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;

/**
 * Leat's producer with a listener for failures. It waits for room in the buffer as Kafka's does, on the caller's thread and for as
 * long.
 */
final class LeatProducer implements ProducerArm {
    private final String topic;
    private final boolean futures;
    private final Leat leat;
    private final Producer<byte[], byte[]> producer;

    private LeatProducer(String bootstrapServers, String topic, Failures failures, boolean futures) {
        this.topic = topic;
        this.futures = futures;
        this.leat = Leat.builder()
                .properties(ProducerArm.properties(bootstrapServers))
                .build();
        this.producer = leat.producer(Serde.bytes())
                .keys(Serde.bytes())
                .onFailure(failures::add)
                .build();
    }

    /** {@code sendAndForget}: failures go to the listener. */
    static LeatProducer forgetting(String bootstrapServers, String topic, Failures failures) {
        return new LeatProducer(bootstrapServers, topic, failures, false);
    }

    /** {@code send}: a future for each record. */
    static LeatProducer withFutures(String bootstrapServers, String topic, Failures failures) {
        return new LeatProducer(bootstrapServers, topic, failures, true);
    }

    @Override
    public void send(byte[] key, byte[] value) {
        if (futures) {
            var unused = producer.send(topic, key, value);
        } else {
            producer.sendAndForget(topic, key, value);
        }
    }

    @Override
    public void close() {
        leat.close();
    }
}
