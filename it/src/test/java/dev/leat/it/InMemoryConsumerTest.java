package dev.leat.it;

import dev.leat.testkit.TestKafka;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;

/** The test kit's consumer. */
class InMemoryConsumerTest extends ConsumerContract {
    private final TestKafka kafka = TestKafka.create();
    private int names;

    @Override
    void end() {
        kafka.close();
    }

    @Override
    Consumer<byte[], byte[]> open(Map<String, Object> properties) {
        return kafka.surroundings().consumer(properties);
    }

    @Override
    String topic(String label, int partitions) {
        return kafka.topic(name(label), partitions).name();
    }

    @Override
    String name(String label) {
        return label + "-" + ++names;
    }

    @Override
    void create(String topic) {
        kafka.topic(topic);
    }

    @Override
    void send(String topic, int partition, Instant timestamp, String value) {
        kafka.topic(topic).partition(partition).sendAt(timestamp, null, value);
    }

    @Override
    Instant now() {
        return kafka.now();
    }
}
