package dev.leat.testkit.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's producer on the in-memory log. Without metrics and retries: a send that a test lets fail has failed.
 *
 * <p>A send is confirmed before {@link #send} returns, on the caller's thread, unless the test delays it, the broker is stopped, or an
 * earlier one waits; then on a thread that stands for Kafka's network thread.
 */
final class MemoryProducer implements Producer<byte[], byte[]> {
    /** What Kafka's format adds to a record that is alone in its batch, roughly. */
    private static final int BATCH_BYTES = 70;

    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.testkit");

    private final Turns turns;
    private final Broker broker;
    private final SimulatedProcess process;
    private final long longestBlockNanos;
    private final long longestDeliveryNanos;
    private final int largestBytes;

    private final Queue<Delivery> open = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();
    private final @Nullable Transactions transactions;
    private @Nullable Strand network;
    private boolean closed;

    MemoryProducer(Turns turns, Broker broker, SimulatedProcess process, Map<String, Object> properties) {
        Settings settings = Settings.ofProducer(properties);
        this.turns = turns;
        this.broker = broker;
        this.process = process;
        this.transactions = settings.text(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
                .map(id -> new Transactions(broker, id))
                .orElse(null);
        this.longestBlockNanos = settings.nanos(ProducerConfig.MAX_BLOCK_MS_CONFIG);
        this.longestDeliveryNanos = settings.nanos(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
        this.largestBytes = settings.number(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    }

    // --- sending ---

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, null);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        if (closed) {
            throw new IllegalStateException("Cannot perform operation after producer has been closed");
        }
        if (transactions != null) {
            transactions.requireSendable();
        }
        Delivery delivery = new Delivery(record, callback);
        Topic topic = topicInTime(record.topic());
        if (topic == null) {
            delivery.end(new TimeoutException("Topic " + record.topic() + " not present in metadata after "
                    + longestBlockNanos / 1_000_000 + " ms."));
        } else if (size(record) > largestBytes) {
            delivery.end(new RecordTooLargeException("The message is " + size(record)
                    + " bytes when serialized which is larger than " + largestBytes + ", which is the value of the "
                    + ProducerConfig.MAX_REQUEST_SIZE_CONFIG + " configuration."));
        } else {
            delivery.partition = record.partition() != null ? record.partition() : topic.partitionFor(record.key());
            if (transactions == null) {
                start(topic, delivery);
            } else {
                hold(topic, delivery, transactions);
            }
        }
        if (transactions != null && delivery.error != null) {
            transactions.failed(delivery.error);
        }
        return delivery;
    }

    /** Until the transaction is committed; a refusal shows at once. */
    private static void hold(Topic topic, Delivery delivery, Transactions transactions) {
        RuntimeException refusal = topic.nextRefusal();
        if (refusal != null) {
            delivery.end(refusal);
        } else {
            transactions.add(
                    () -> {
                        delivery.append(topic);
                        delivery.end();
                    },
                    () -> delivery.end(new TransactionAbortedException()));
        }
    }

    /** Waits for the topic's metadata, as Kafka's client does before the first send to it. */
    private @Nullable Topic topicInTime(String name) {
        try {
            if (!known.contains(name)) {
                turns.await(() -> closed || (broker.isUp() && broker.topicOrNew(name) != null), longestBlockNanos);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        Topic topic = broker.topic(name);
        if (topic != null && (broker.isUp() || known.contains(name))) {
            known.add(name);
            return topic;
        }
        return null;
    }

    private static int size(ProducerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        byte[] value = record.value();
        return BATCH_BYTES + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }

    private void start(Topic topic, Delivery delivery) {
        Long delay = topic.delayNanos();
        if (delay == null && open.isEmpty() && broker.isUp()) {
            delivery.arrive(topic);
            delivery.end();
            return;
        }
        delivery.expiresNanos = turns.in(longestDeliveryNanos);
        delivery.dueNanos = turns.in(delay == null ? 0 : delay);
        open.add(delivery);
        // The network thread looks whenever time stops.
        turns.at(delivery.dueNanos, () -> {});
        turns.at(delivery.expiresNanos, () -> {});
        if (network == null) {
            network = new Strand(turns, process, "kafka-producer-network-thread", this::work);
            network.start();
        }
    }

    // --- the network thread ---

    private void work() {
        try {
            while (!closed || !open.isEmpty()) {
                turns.await(this::hasWork, Long.MAX_VALUE);
                Delivery first = open.peek();
                if (first != null && first.isDecided()) {
                    Topic topic = broker.topic(first.record.topic());
                    if (!broker.isUp() || topic == null) {
                        first.error = new TimeoutException("Expiring 1 record(s) for " + first.record.topic() + ": "
                                + longestDeliveryNanos / 1_000_000 + " ms has passed since batch creation");
                    } else {
                        first.arrive(topic);
                    }
                    open.remove();
                    first.end();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            network = null;
        }
    }

    private boolean hasWork() {
        Delivery first = open.peek();
        return first == null ? closed : first.isDecided();
    }

    /** One record on its way; the future that its sender holds. */
    private final class Delivery extends CompletableFuture<RecordMetadata> {
        private final ProducerRecord<byte[], byte[]> record;
        private final @Nullable Callback callback;
        private int partition;
        private long dueNanos;
        private long expiresNanos;
        private @Nullable RecordMetadata metadata;
        private @Nullable RuntimeException error;

        Delivery(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            this.record = record;
            this.callback = callback;
        }

        boolean isDecided() {
            return error != null || (broker.isUp() && dueNanos <= turns.nanos()) || expiresNanos <= turns.nanos();
        }

        /** The broker's side. */
        void arrive(Topic topic) {
            error = topic.nextRefusal();
            if (error == null) {
                append(topic);
            }
        }

        void append(Topic topic) {
            Long given = record.timestamp();
            long timestamp = given == null ? broker.now().toEpochMilli() : given;
            long offset = topic.log(partition)
                    .append(
                            timestamp,
                            record.key(),
                            record.value(),
                            record.headers().toArray());
            metadata = new RecordMetadata(
                    new TopicPartition(topic.name(), partition),
                    offset,
                    0,
                    timestamp,
                    length(record.key()),
                    length(record.value()));
        }

        private static int length(byte @Nullable [] bytes) {
            return bytes == null ? -1 : bytes.length;
        }

        void end(RuntimeException error) {
            this.error = error;
            end();
        }

        @SuppressWarnings("NullAway") // Kafka's callbacks get null for what there is not
        void end() {
            try {
                if (callback != null) {
                    RecordMetadata nowhere = new RecordMetadata(
                            new TopicPartition(record.topic(), Math.max(0, partition)), -1, -1, -1, -1, -1);
                    callback.onCompletion(error == null ? metadata : nowhere, error);
                }
            } catch (RuntimeException e) { // Kafka's client does the same
                LOG.error("a callback of a send to {} threw; nobody else will know", record.topic(), e);
            } finally {
                if (error == null) {
                    complete(metadata);
                } else {
                    completeExceptionally(error);
                }
            }
        }
    }

    // --- the rest ---

    @Override
    public void flush() {
        try {
            turns.await(open::isEmpty, Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public List<PartitionInfo> partitionsFor(String name) {
        Topic topic = topicInTime(name);
        if (topic == null) {
            throw new TimeoutException(
                    "Topic " + name + " not present in metadata after " + longestBlockNanos / 1_000_000 + " ms.");
        }
        return Infos.of(topic);
    }

    @Override
    public void close() {
        close(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Override
    public void close(Duration timeout) {
        closed = true;
        try {
            turns.await(open::isEmpty, timeout.toNanos());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            for (Delivery late = open.poll(); late != null; late = open.poll()) {
                late.end(new org.apache.kafka.common.KafkaException("Producer is closed forcefully."));
            }
        }
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        throw new IllegalStateException("no telemetry in the test kit");
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return Map.of();
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {}

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {}

    @Override
    public void initTransactions() {
        awaitBroker();
        transactions().initialise();
    }

    @Override
    public void beginTransaction() {
        transactions().begin();
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        awaitBroker();
        transactions().addOffsets(offsets, group);
    }

    @Override
    public void commitTransaction() {
        awaitBroker();
        transactions().commit();
    }

    @Override
    public void abortTransaction() {
        awaitBroker();
        transactions().abort();
    }

    private Transactions transactions() {
        if (transactions == null) {
            throw new IllegalStateException("this producer has no " + ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        }
        return transactions;
    }

    private void awaitBroker() {
        try {
            if (!broker.isUp() && !turns.await(() -> closed || broker.isUp(), longestBlockNanos)) {
                throw new TimeoutException("no answer within " + longestBlockNanos / 1_000_000 + " ms");
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        if (closed) {
            throw new IllegalStateException("Cannot perform operation after producer has been closed");
        }
    }
}
