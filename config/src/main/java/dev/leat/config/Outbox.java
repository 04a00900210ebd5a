package dev.leat.config;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Sends what instances report, on a thread of its own: while no broker answers Kafka's producer has its caller wait, for a minute, and nobody who starts, reads or overrides a configuration
 * may have to. Of each instance only the newest counts. From any thread.
 */
final class Outbox {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Leat leat;
    private final CountDownLatch ended = new CountDownLatch(1);
    // All guarded by this.
    private final Map<Place, Letter> waiting = new LinkedHashMap<>();
    private CountDownLatch news = new CountDownLatch(1);
    private boolean isStarted;
    private boolean isClosing;
    private boolean isKafkaThere;
    private @Nullable Producer<String, InstanceReport> producer;

    private record Place(String topic, String instance) {}

    /** @param report null takes the last one away */
    private record Letter(Place place, @Nullable InstanceReport report, CompletableFuture<Object> sent) {}

    Outbox(Leat leat) {
        this.leat = leat;
    }

    /**
     * Does not wait.
     *
     * @param report null takes the last one away
     * @return failed if Kafka does not take it, or a newer one goes in its place
     */
    synchronized CompletableFuture<?> put(String topic, String instance, @Nullable InstanceReport report) {
        Letter letter = new Letter(new Place(topic, instance), report, new CompletableFuture<>());
        Letter older = waiting.put(letter.place(), letter);
        if (older != null) {
            older.sent().completeExceptionally(new CancellationException("a newer report goes in its place"));
        }
        if (!isStarted) {
            isStarted = true;
            leat.surroundings().thread("leat-config-reports", this::run).start();
        }
        news.countDown();
        return letter.sent();
    }

    private void run() {
        try {
            while (!leat.isClosed()) {
                Letter next;
                CountDownLatch more;
                synchronized (this) {
                    next = taken();
                    if (next == null && isClosing) {
                        return;
                    }
                    news = new CountDownLatch(1);
                    more = news;
                }
                if (next != null) {
                    send(next);
                } else {
                    leat.surroundings().await(more, LOOK.toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // somebody wants this thread gone
        } finally {
            ended.countDown();
        }
    }

    private @Nullable Letter taken() {
        Iterator<Letter> all = waiting.values().iterator();
        Letter first = all.hasNext() ? all.next() : null;
        if (first != null) {
            all.remove();
        }
        return first;
    }

    private void send(Letter letter) {
        try {
            var unused = producer()
                    .send(letter.place().topic(), letter.place().instance(), letter.report())
                    .whenComplete((receipt, failure) -> {
                        if (failure == null) {
                            letter.sent().complete(receipt);
                        } else {
                            letter.sent().completeExceptionally(failure);
                        }
                    });
        } catch (RuntimeException e) { // the connection is closed
            letter.sent().completeExceptionally(e);
        }
    }

    private synchronized Producer<String, InstanceReport> producer() {
        Producer<String, InstanceReport> open = producer;
        if (open == null) {
            open = leat.producer(ReportSerde.INSTANCE).build();
            producer = open;
        }
        return open;
    }

    /** Somebody was answered by Kafka, so that it is worth while to wait for it at the end. */
    synchronized void kafkaIsThere() {
        isKafkaThere = true;
    }

    /** What waits is sent, if that takes no longer than a few seconds; if Kafka was never heard of, nobody has heard of these instances that would have to be told, either. */
    void close() {
        long deadline;
        Producer<String, InstanceReport> open;
        synchronized (this) {
            deadline = leat.surroundings().nanos() + (isKafkaThere ? CLOSE.toNanos() : 0);
            isClosing = true;
            news.countDown();
            if (!isStarted) {
                return;
            }
        }
        try {
            leat.surroundings()
                    .await(ended, Math.max(0, deadline - leat.surroundings().nanos()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            open = producer;
        }
        if (open != null) {
            open.close(
                    Duration.ofNanos(Math.max(0, deadline - leat.surroundings().nanos())));
        }
    }
}
