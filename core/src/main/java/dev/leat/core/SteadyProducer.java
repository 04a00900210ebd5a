package dev.leat.core;

import dev.leat.core.internal.Refusal;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's producer, made anew if it was refused before it had sent anything. An idempotent one asks for its id once; if it is refused then, it
 * never asks again (KAFKA-20237, seen with Kafka 4.3.1) and lets each message expire, even when login or certificate have long been mended.
 * Once a message is confirmed it has its id, and goes on by itself after whatever refusals. Thread-safe.
 */
final class SteadyProducer {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.producer");
    private static final Retry PAUSES =
            Retry.exponential(Duration.ofMillis(200)).max(Duration.ofSeconds(10));

    /** Between two warnings of one matter. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Surroundings surroundings;
    private volatile LazyKafkaProducer current; // guarded by this when written, as what follows
    private volatile boolean proven;
    private int renewals;
    private boolean closed;
    private @Nullable Long toldNanos;

    SteadyProducer(LazyKafkaProducer.Settings settings, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.current = new LazyKafkaProducer(settings, surroundings);
    }

    /** {@link LazyKafkaProducer#get()}. */
    Producer<byte[], byte[]> get() throws InterruptedException {
        return current.get();
    }

    /** A message is confirmed. */
    void confirmed() {
        if (!proven) {
            prove();
        }
    }

    private synchronized void prove() {
        proven = true;
        renewals = 0;
    }

    /** A message could not be sent. */
    void failed(Throwable failure) {
        Refusal.in(failure).ifPresent(this::refused);
    }

    private synchronized void refused(Refusal refusal) {
        tell(refusal);
        if (!proven && !closed && current.isReady()) {
            renewals++;
            current = current.next(PAUSES.pauseAfter(renewals, surroundings.nanos()), refusal);
        }
    }

    private void tell(Refusal refusal) {
        long now = surroundings.nanos();
        if (toldNanos == null || now - toldNanos >= QUIET.toNanos()) {
            toldNanos = now;
            LOG.warn("a producer is refused, and goes on trying: {}", refusal.remedy(), refusal.cause());
        } else {
            LOG.debug("a producer is still refused", refusal.cause());
        }
    }

    void flush() {
        current.flush();
    }

    void close(Duration atMost) {
        LazyKafkaProducer last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        last.close(atMost);
    }
}
