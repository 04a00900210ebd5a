package dev.leat.logs;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Makes Kafka's producers for one shipper: with settings that the sender relies on, with some that suit logs, and with the user's own, which may change the latter. For one thread
 * at a time.
 *
 * @param recordBytes how large a record may be
 * @param flightBytes how much may be with one of them
 * @param properties the user's, under Kafka's names
 */
record LogProducers(
        Leat leat, String service, String clientId, int recordBytes, long flightBytes, Map<String, Object> properties)
        implements Supplier<Producer<byte[], byte[]>> {
    /** What nobody but the sender may decide: nothing is ever given up because it takes long. */
    private static final Map<String, String> OURS = Map.of(
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            "leave it out: a log record is sent until Kafka has it",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            "leave it out: only the sender's own thread ever waits",
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            "use bytes(…), of which it follows",
            ProducerConfig.RETRIES_CONFIG,
            "leave it out: a log record is sent until Kafka has it");

    private static final int LEAST_BUFFER = 4 << 20;

    LogProducers {
        properties = new LinkedHashMap<>(properties); // a builder may be told others afterwards
    }

    /** Adds each setting that is not for the user to make. */
    static void check(Map<String, Object> properties, List<String> problems) {
        OURS.forEach((setting, remedy) -> {
            if (properties.containsKey(setting)) {
                problems.add("'" + setting + "' is not for you to set: " + remedy);
            }
        });
    }

    @Override
    public Producer<byte[], byte[]> get() {
        var builder = leat.producer(Serde.bytes())
                .keys(Serde.bytes())
                .header("content-type", "application/json")
                .header("leat-log-service", service)
                .property(CommonClientConfigs.CLIENT_ID_CONFIG, clientId)
                .property(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
                .property(ProducerConfig.LINGER_MS_CONFIG, 20)
                .property(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10)
                .property(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(1 << 20, recordBytes + (64 << 10)))
                .property(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE)
                .property(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000)
                .property(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(LEAST_BUFFER, 2 * flightBytes));
        properties.forEach(builder::property);
        return builder.build();
    }
}
