package dev.leat.benchmarks.arm;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.Serde;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Leat's producer, and what hears of the future of each record. {@code send} waits for room in the buffer as Kafka's does, on the caller's
 * thread and for as long.
 */
final class LeatProducer implements ProducerArm {
    private final String topic;
    private final BiConsumer<@Nullable RecordId, @Nullable Throwable> callback;
    private final Leat leat;
    private final Producer<byte[], byte[]> producer;

    LeatProducer(String bootstrapServers, String topic, Receipts receipts) {
        this.topic = topic;
        this.callback = (id, failure) -> receipts.add(failure);
        this.leat = Leat.builder()
                .properties(ProducerArm.properties(bootstrapServers))
                .build();
        this.producer = leat.producer(Serde.bytes()).keys(Serde.bytes()).build();
    }

    @Override
    public void send(byte[] key, byte[] value) {
        var unused = producer.send(topic, key, value).whenComplete(callback);
    }

    @Override
    public void close() {
        leat.close();
    }
}
