package dev.leat.benchmarks.arm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The records of all workloads, and how they are loaded. */
public final class Records {
    /** The usual size of a value. */
    public static final int VALUE_BYTES = 100;

    /** How keys are spread over records. */
    public enum Skew {
        UNIFORM,
        /** The n-th key comes with a frequency of 1/n (Zipf's law with exponent 1). */
        ZIPF,
        /** Eight keys. */
        EIGHT_KEYS,
        ONE_KEY
    }

    private Records() {}

    /**
     * Creates the topic and fills it; returns when the broker has confirmed all of it. The same arguments make the same records.
     *
     * @throws IllegalStateException if a record could not be sent
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be created; it may exist
     */
    public static void load(
            String bootstrapServers, String topic, int partitions, long records, int keys, Skew skew, int valueBytes) {
        try (Cluster cluster = new Cluster(bootstrapServers)) {
            cluster.create(topic, partitions);
        }
        Keys all = new Keys(keys);
        KeyDraw draw = KeyDraw.of(skew, keys);
        List<ProducerRecord<byte[], byte[]>> recordOfKey = recordOfKey(topic, all, partitions, value(valueBytes));
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Callback failures = (metadata, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        };
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                largeBatches(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long sent = 0; sent < records && failure.get() == null; sent++) {
                var unused = producer.send(recordOfKey.get(draw.next()), failures);
            }
            producer.flush();
        }
        Exception first = failure.get();
        if (first != null) {
            throw new IllegalStateException(
                    "topic " + topic + " could not be filled with " + records + " records: " + first.getMessage(),
                    first);
        }
    }

    /** All records of a key are alike, and the partition is known: so there is nothing to be made or computed for each. */
    private static List<ProducerRecord<byte[], byte[]>> recordOfKey(
            String topic, Keys keys, int partitions, byte[] value) {
        int[] partitionOfKey = keys.partitions(partitions);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(keys.count());
        for (int key = 0; key < keys.count(); key++) {
            records.add(new ProducerRecord<>(topic, partitionOfKey[key], keys.key(key), value));
        }
        return records;
    }

    /** Bytes that mean nothing. */
    static byte[] value(int bytes) {
        byte[] value = new byte[bytes];
        new Random(bytes).nextBytes(value);
        return value;
    }

    private static Map<String, Object> largeBatches(String bootstrapServers) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024,
                ProducerConfig.LINGER_MS_CONFIG, 50,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 * 1024 * 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG, 32 * 1024 * 1024L);
    }
}
