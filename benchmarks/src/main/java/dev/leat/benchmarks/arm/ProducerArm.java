package dev.leat.benchmarks.arm;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** A library that sends, started. Both have Kafka's default settings, and so the same bound on what is on its way: the send buffer. */
interface ProducerArm {
    static ProducerArm start(RunRequest request, String topic, Failures failures) {
        return switch (request.arm()) {
            case RAW_PRODUCER -> RawProducer.forgetting(request.bootstrapServers(), topic, failures);
            case LEAT_PRODUCER -> LeatProducer.forgetting(request.bootstrapServers(), topic, failures);
            case RAW_PRODUCER_FUTURE -> RawProducer.withFutures(request.bootstrapServers(), topic, failures);
            case LEAT_PRODUCER_FUTURE -> LeatProducer.withFutures(request.bootstrapServers(), topic, failures);
            default -> throw new ArmFailedException(request.arm().label() + " sends nothing; give it another task");
        };
    }

    static Map<String, Object> properties(String bootstrapServers) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return properties;
    }

    /** Sends in the background; waits while the buffer is full. Failures are told later. */
    void send(byte[] key, byte[] value);

    /** Waits until the broker has confirmed everything. */
    void close();
}
