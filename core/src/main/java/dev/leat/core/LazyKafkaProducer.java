package dev.leat.core;

import dev.leat.core.internal.Backoff;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's producer, made on a thread of its own: its constructor looks up host names, which may take long and may fail for a while.
 * It is tried again until it succeeds or the producer is closed.
 */
final class LazyKafkaProducer {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.producer");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Surroundings surroundings;
    private final long longestWaitMillis;
    private final CountDownLatch decided = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable RuntimeException lastFailure;
    private volatile @Nullable Producer<byte[], byte[]> ready; // guarded by this when written
    private boolean closed; // guarded by this

    LazyKafkaProducer(Map<String, Object> properties, Surroundings surroundings) {
        this.surroundings = surroundings;
        Object wait = properties.get(ProducerConfig.MAX_BLOCK_MS_CONFIG);
        this.longestWaitMillis =
                wait == null ? 60_000 : Long.parseLong(wait.toString().trim());
        surroundings.thread("leat-producer-start", () -> make(properties)).start();
    }

    private void make(Map<String, Object> properties) {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, surroundings.nanos());
        while (closing.getCount() > 0) {
            try {
                Producer<byte[], byte[]> kafka = surroundings.producer(properties);
                if (!isTaken(kafka)) {
                    kafka.close(Duration.ZERO); // closed meanwhile
                }
                return;
            } catch (RuntimeException e) {
                if (lastFailure == null) {
                    LOG.warn("the producer cannot start yet; it is tried again and again", e);
                }
                lastFailure = e;
            }
            try {
                surroundings.await(closing, backoff.after(Duration.ZERO).toNanos());
            } catch (InterruptedException e) {
                // nobody interrupts this thread; if somebody does, there is no pause this time
            }
        }
    }

    private synchronized boolean isTaken(Producer<byte[], byte[]> kafka) {
        if (closed) {
            return false;
        }
        ready = kafka;
        decided.countDown();
        return true;
    }

    /**
     * The client, at once if it is there.
     *
     * @throws TimeoutException if it is not there within {@code max.block.ms}
     * @throws IllegalStateException if closed
     */
    Producer<byte[], byte[]> get() throws InterruptedException {
        Producer<byte[], byte[]> kafka = ready;
        return kafka != null ? kafka : await();
    }

    private Producer<byte[], byte[]> await() throws InterruptedException {
        boolean isDecided = surroundings.await(decided, TimeUnit.MILLISECONDS.toNanos(longestWaitMillis));
        Producer<byte[], byte[]> kafka = ready;
        if (kafka != null) {
            return kafka;
        }
        if (isDecided) {
            throw new IllegalStateException("this producer is closed");
        }
        RuntimeException why = lastFailure;
        throw new TimeoutException(
                "no connection could be prepared within " + longestWaitMillis + " ms (max.block.ms): "
                        + (why == null ? "still looking up the brokers" : rootOf(why)),
                why);
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() instanceof ConfigException || root.getCause() instanceof KafkaException) {
            root = root.getCause();
        }
        return root;
    }

    void flush() {
        Producer<byte[], byte[]> kafka = ready;
        if (kafka != null) {
            kafka.flush();
        }
    }

    void close(Duration atMost) {
        synchronized (this) {
            closed = true;
            decided.countDown();
            closing.countDown();
        }
        Producer<byte[], byte[]> kafka = ready;
        if (kafka != null) {
            kafka.close(atMost);
        }
    }
}
