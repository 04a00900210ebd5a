package dev.leat.it.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in bursts, on a thread of its own: some keys have many, most few; 1 % fail once or twice, 0.1 % are poison. Kafka's own
 * producer, so that what is lost was not lost here.
 */
final class Feed implements AutoCloseable {
    private static final int KEYS = 200;
    private static final int BUSY_KEYS = 5;
    private static final int LONGEST_MICROS = 3_000;
    private static final long PAUSE_MILLIS = 3_000;

    private final String topic;
    private final Trade trade;
    private final Random random;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Integer> sequences = new HashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "feed");
    private volatile boolean ending;
    private long sent;

    Feed(Map<String, Object> connection, String topic, Trade trade, long seed) {
        this.topic = topic;
        this.trade = trade;
        this.random = new Random(seed);
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 300_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 300_000L);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    void start() {
        thread.start();
    }

    /** Asks for a burst now. */
    void burst() {
        asked.release();
    }

    /** Ends with a last burst, and returns how many records there are when all are confirmed. */
    long finish() throws InterruptedException {
        ending = true;
        burst();
        thread.join();
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("Kafka's producer failed; this run proves nothing", failed);
        }
        return sent;
    }

    private void run() {
        try {
            boolean last;
            do {
                last = ending;
                for (int i = 0; i < trade.burst(); i++) {
                    send();
                }
                boolean unused = asked.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } while (!last);
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send() {
        String key = "key-" + (random.nextBoolean() ? random.nextInt(BUSY_KEYS) : random.nextInt(KEYS));
        int sequence = sequences.merge(key, 0, (before, zero) -> before + 1);
        Work work = new Work(sequence, fate(), random.nextInt(LONGEST_MICROS));
        var unused = producer.send(new ProducerRecord<>(topic, key, trade.value(work)), (place, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
        sent++;
    }

    private Work.Fate fate() {
        int thousandth = random.nextInt(1_000);
        if (thousandth == 0 && trade.hasPoison()) {
            return random.nextBoolean() ? Work.Fate.REFUSED : Work.Fate.UNREADABLE;
        }
        if (thousandth <= 10) {
            return random.nextBoolean() ? Work.Fate.FAILS_ONCE : Work.Fate.FAILS_TWICE;
        }
        return Work.Fate.FINE;
    }

    @Override
    public void close() {
        ending = true;
        thread.interrupt();
        producer.close(Duration.ZERO);
    }
}
