package dev.leat.benchmarks.arm;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;

/**
 * Leat's producer with a listener for failures, which is what the callback of the raw one is for. {@code send} waits for room in the
 * buffer as Kafka's does, on the caller's thread and for as long.
 */
final class LeatProducer implements ProducerArm {
    private final String topic;
    private final Leat leat;
    private final Producer<byte[], byte[]> producer;

    LeatProducer(String bootstrapServers, String topic, Failures failures) {
        this.topic = topic;
        this.leat = Leat.builder()
                .properties(ProducerArm.properties(bootstrapServers))
                .build();
        this.producer = leat.producer(Serde.bytes())
                .keys(Serde.bytes())
                .onFailure(failures::add)
                .build();
    }

    @Override
    public void send(byte[] key, byte[] value) {
        var unused = producer.send(topic, key, value);
    }

    @Override
    public void close() {
        leat.close();
    }
}
