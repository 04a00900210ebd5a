package dev.leat.core;

import dev.leat.core.internal.Refusal;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's producer, made on a thread of its own: its constructor looks up host names, which may take long and may fail for a while.
 * It is tried again until it succeeds or the producer is closed.
 *
 * <p>Where brokers ask who we are, it is made when one has taken us: see {@link SteadyProducer} for what becomes of one that is refused.
 * While they refuse us, whoever wants it is told so at once.
 */
final class LazyKafkaProducer {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.producer");
    /** Sends fail while brokers refuse us, so less than groups take. */
    private static final Retry PAUSES =
            Retry.exponential(Duration.ofMillis(200)).max(Duration.ofSeconds(10));

    private static final int GREETING_MILLIS = 10_000;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Settings settings;
    private final Surroundings surroundings;
    private final long longestWaitMillis;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Until there is a client, a refusal, or the end. Guarded by this when written, as what follows. */
    private volatile CountDownLatch news = new CountDownLatch(1);

    private volatile @Nullable RuntimeException lastFailure;
    private volatile @Nullable Producer<byte[], byte[]> ready;
    private boolean closed;

    /** Of the client itself, and of one that asks before it whether brokers take us. */
    record Settings(Map<String, Object> producer, Map<String, Object> admin) {
        boolean isInTheOpen() {
            Object protocol = admin.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
            return protocol == null || protocol.equals(CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
        }

        /** Values may be secrets. */
        @Override
        public String toString() {
            return "Settings" + producer.keySet();
        }
    }

    LazyKafkaProducer(Settings settings, Surroundings surroundings) {
        this(settings, surroundings, () -> {}, Duration.ZERO);
    }

    private LazyKafkaProducer(Settings settings, Surroundings surroundings, Runnable before, Duration pause) {
        this.settings = settings;
        this.surroundings = surroundings;
        Object wait = settings.producer.get(ProducerConfig.MAX_BLOCK_MS_CONFIG);
        this.longestWaitMillis =
                wait == null ? 60_000 : Long.parseLong(wait.toString().trim());
        surroundings
                .thread("leat-producer-start", () -> {
                    before.run();
                    pause(pause);
                    make();
                })
                .start();
    }

    /** One like it, which closes it, and is made after the pause. Until then whoever wants it is told of the refusal. */
    LazyKafkaProducer next(Duration pause, Refusal refusal) {
        LazyKafkaProducer next = new LazyKafkaProducer(settings, surroundings, this::retire, pause);
        next.note(refusal.cause());
        return next;
    }

    private void retire() {
        try {
            close(Duration.ZERO); // it could not do anything more for what waits in it
        } catch (RuntimeException e) {
            LOG.warn("could not close a producer in order, making the next", e);
        }
    }

    private void make() {
        for (int attempt = 1; closing.getCount() > 0; attempt++) {
            try {
                if (isTakenByBrokers()) {
                    Producer<byte[], byte[]> kafka = surroundings.producer(settings.producer);
                    if (!isTaken(kafka)) {
                        kafka.close(Duration.ZERO); // closed meanwhile
                    }
                }
                return;
            } catch (RuntimeException e) {
                if (attempt == 1) {
                    LOG.warn(
                            "the producer cannot start yet, and is tried again: {}",
                            Refusal.in(e).map(Refusal::remedy).orElse("see the reason"),
                            e);
                }
                note(e);
            }
            pause(PAUSES.pauseAfter(attempt, surroundings.nanos()));
        }
    }

    /** False if it is to be closed before they have answered. */
    private boolean isTakenByBrokers() {
        if (settings.isInTheOpen()) {
            return true;
        }
        Optional<Admin> client = surroundings.admin(settings.admin);
        if (client.isEmpty()) {
            return true;
        }
        Admin admin = client.get();
        try {
            return isAnswered(admin.describeCluster(new DescribeClusterOptions().timeoutMs(GREETING_MILLIS))
                    .nodes());
        } finally {
            admin.close(Duration.ZERO); // nothing is on its way that would be missed
        }
    }

    private boolean isAnswered(KafkaFuture<?> answer) {
        CountDownLatch answered = new CountDownLatch(1);
        var unused = answer.whenComplete((value, failure) -> answered.countDown());
        try {
            while (!answer.isDone() && closing.getCount() > 0) {
                surroundings.await(answered, LOOK.toNanos());
            }
            if (answer.isDone()) {
                answer.get();
            }
            return answer.isDone();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new KafkaException("interrupted, which nobody does", e);
        }
    }

    private void pause(Duration length) {
        if (length.isZero()) {
            return;
        }
        try {
            surroundings.await(closing, length.toNanos());
        } catch (InterruptedException e) {
            // nobody interrupts this thread; if somebody does, there is no pause this time
        }
    }

    private synchronized void note(RuntimeException failure) {
        lastFailure = failure;
        if (isRefusal(failure)) {
            news.countDown();
        } else if (!closed && news.getCount() == 0) {
            news = new CountDownLatch(1);
        }
    }

    private static boolean isRefusal(@Nullable RuntimeException failure) {
        return Refusal.in(failure).isPresent();
    }

    private synchronized boolean isTaken(Producer<byte[], byte[]> kafka) {
        if (closed) {
            return false;
        }
        ready = kafka;
        news.countDown();
        return true;
    }

    boolean isReady() {
        return ready != null;
    }

    /**
     * The client, at once if it is there.
     *
     * @throws org.apache.kafka.common.errors.AuthenticationException if brokers refuse us
     * @throws TimeoutException if it is not there within {@code max.block.ms}
     * @throws IllegalStateException if closed
     */
    Producer<byte[], byte[]> get() throws InterruptedException {
        Producer<byte[], byte[]> kafka = ready;
        return kafka != null ? kafka : await();
    }

    private Producer<byte[], byte[]> await() throws InterruptedException {
        boolean isDecided = surroundings.await(news, TimeUnit.MILLISECONDS.toNanos(longestWaitMillis));
        Producer<byte[], byte[]> kafka = ready;
        if (kafka != null) {
            return kafka;
        }
        RuntimeException why = lastFailure;
        if (closing.getCount() == 0) {
            throw new IllegalStateException("this producer is closed");
        }
        if (isDecided && why != null && isRefusal(why)) {
            throw why;
        }
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
            closing.countDown();
            news.countDown();
        }
        Producer<byte[], byte[]> kafka = ready;
        if (kafka != null) {
            kafka.close(atMost);
        }
    }
}
