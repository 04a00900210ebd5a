package dev.leat.core;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's producer, made on a thread of its own: its constructor looks up host names, which may take long and may fail for a while.
 * It is tried again until it succeeds or the producer is closed.
 */
final class LazyKafkaProducer {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.producer");
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CompletableFuture<KafkaProducer<byte[], byte[]>> made = new CompletableFuture<>();
    private final long longestWaitMillis;
    private final Thread maker;
    private volatile @Nullable KafkaProducer<byte[], byte[]> ready;
    private volatile @Nullable RuntimeException lastFailure;
    private volatile boolean closed;

    LazyKafkaProducer(Map<String, Object> properties) {
        Object wait = properties.get(ProducerConfig.MAX_BLOCK_MS_CONFIG);
        this.longestWaitMillis =
                wait == null ? 60_000 : Long.parseLong(wait.toString().trim());
        this.maker = new Thread(() -> make(properties), "leat-producer-start");
        maker.setDaemon(true);
        maker.start();
    }

    private void make(Map<String, Object> properties) {
        while (!closed) {
            try {
                KafkaProducer<byte[], byte[]> kafka =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
                ready = kafka;
                if (!made.complete(kafka)) {
                    kafka.close(Duration.ZERO); // closed meanwhile
                }
                return;
            } catch (RuntimeException e) {
                if (lastFailure == null) {
                    LOG.warn("the producer cannot start yet; trying again each {}", PAUSE, e);
                }
                lastFailure = e;
            }
            try {
                made.get(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException | ExecutionException | java.util.concurrent.TimeoutException e) {
                // the pause is over, or close() ended it
            }
        }
    }

    /**
     * The client, at once if it is there.
     *
     * @throws TimeoutException if it is not there within {@code max.block.ms}
     * @throws IllegalStateException if closed
     */
    KafkaProducer<byte[], byte[]> get() throws InterruptedException {
        KafkaProducer<byte[], byte[]> kafka = ready;
        return kafka != null ? kafka : await();
    }

    private KafkaProducer<byte[], byte[]> await() throws InterruptedException {
        try {
            return made.get(longestWaitMillis, TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            RuntimeException why = lastFailure;
            throw new TimeoutException(
                    "no connection could be prepared within " + longestWaitMillis + " ms (max.block.ms): "
                            + (why == null ? "still looking up the brokers" : rootOf(why)),
                    why);
        } catch (ExecutionException e) {
            throw new IllegalStateException("this producer is closed", e.getCause());
        }
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() instanceof ConfigException || root.getCause() instanceof KafkaException) {
            root = root.getCause();
        }
        return root;
    }

    void flush() {
        KafkaProducer<byte[], byte[]> kafka = ready;
        if (kafka != null) {
            kafka.flush();
        }
    }

    void close(Duration atMost) {
        closed = true;
        made.completeExceptionally(new IllegalStateException("closed"));
        KafkaProducer<byte[], byte[]> kafka = ready;
        if (kafka != null) {
            kafka.close(atMost);
        }
    }
}
