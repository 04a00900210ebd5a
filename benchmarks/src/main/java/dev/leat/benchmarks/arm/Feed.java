package dev.leat.benchmarks.arm;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the records of an open loop on a thread of its own: by the clock, or as fast as it goes with no more than 10,000 records ahead of
 * the consumer.
 *
 * <p>Batches wait for nothing ({@code linger.ms=0}) up to 2,000 records a second, and 2 ms above. Where the clock says to wait the thread
 * parks, which ends some 0.06 ms late; that is in all latencies alike.
 */
final class Feed {
    private static final double FEW_PER_SECOND = 2_000;
    private static final int AHEAD = 10_000;
    private static final long CONSUMER_IS_BEHIND_NANOS = 20_000;
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final String topic;
    private final Keys keys;
    private final Schedule schedule;
    private final LongSupplier handled;
    private final Failures failures;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread = new Thread(this::run, "arm-feed");
    private final Callback confirmed = (metadata, error) -> {
        if (error != null) {
            failed(error);
        }
    };
    private volatile boolean stopping;

    private Feed(
            String bootstrapServers,
            Task.OpenLoop task,
            Keys keys,
            Schedule schedule,
            LongSupplier handled,
            Failures failures) {
        this.topic = task.topic();
        this.keys = keys;
        this.schedule = schedule;
        this.handled = handled;
        this.failures = failures;
        this.producer = new KafkaProducer<>(
                properties(bootstrapServers, task), new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Feed start(
            String bootstrapServers,
            Task.OpenLoop task,
            Keys keys,
            Schedule schedule,
            LongSupplier handled,
            Failures failures) {
        Feed feed = new Feed(bootstrapServers, task, keys, schedule, handled, failures);
        feed.thread.start();
        return feed;
    }

    private static Map<String, Object> properties(String bootstrapServers, Task.OpenLoop task) {
        boolean few = task.ratePerSecond() > 0 && task.ratePerSecond() <= FEW_PER_SECOND;
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, few ? 0 : 2);
        return properties;
    }

    private void run() {
        try {
            byte[] value = Records.value(Records.VALUE_BYTES);
            for (long index = 0; !stopping; index++) {
                if (schedule.ratePerSecond() > 0) {
                    awaitTime(schedule.nanos(index));
                } else {
                    awaitConsumer(index);
                }
                Stamp.write(value, index); // the producer has copied it when send returns
                var unused = producer.send(
                        new ProducerRecord<>(topic, keys.key(Stamp.key(index, keys.count())), value), confirmed);
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable error) {
        if (!stopping) { // then it may be interrupted, and what is on its way is given up
            failures.add(error);
        }
    }

    private void awaitTime(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0 && !stopping; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void awaitConsumer(long index) {
        while (index - handled.getAsLong() >= AHEAD && !stopping) {
            LockSupport.parkNanos(CONSUMER_IS_BEHIND_NANOS);
        }
    }

    /** Sends no more, and waits for nothing that is on its way. */
    void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE.toMillis());
            thread.interrupt(); // if it waits for room in the producer's buffer
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE);
    }
}
