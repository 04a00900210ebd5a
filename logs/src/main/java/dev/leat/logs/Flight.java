package dev.leat.logs;

import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on their way to Kafka, each until it is confirmed or given up, and the producer that they are handed to. For one thread, the sender's.
 *
 * <p>Kafka's client tries for as long as it takes, by itself and in order; so what comes back from it as failed is either no good, or Kafka's client is. Then nothing more is sent
 * until all that was sent has come back one way or the other, and what was not confirmed is sent again before anything else.
 */
final class Flight {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.logs");
    private static final long FIRST_RETRY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int DOUBLINGS = 5;

    private final Surroundings surroundings;
    private final Route route;
    private final Window window;
    private final EntryQueue queue;
    private final Tally tally;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private Producer<byte[], byte[]> producer;

    private final Deque<Shipment> sent = new ArrayDeque<>();
    private long sentBytes;
    /** What has failed, in order, while others are still on their way. */
    private final Deque<Shipment> failed = new ArrayDeque<>();
    /** What waits for its next attempt, in order. Goes before all else. */
    private final Deque<Shipment> again = new ArrayDeque<>();

    private boolean hasFailed;
    private boolean needsAnother;
    private int failures;
    /** Whether the log says so already, until Kafka confirms something. */
    private boolean isTold;

    private long resumesNanos;

    /** Where records go. */
    record Route(String topic, @Nullable Integer partition) {}

    /** How much may be with Kafka's client. */
    record Window(int records, long bytes) {}

    /** @param queue told of what is no longer in memory */
    Flight(
            Surroundings surroundings,
            Route route,
            Window window,
            EntryQueue queue,
            Tally tally,
            Supplier<Producer<byte[], byte[]>> producers) {
        this.surroundings = surroundings;
        this.route = route;
        this.window = window;
        this.queue = queue;
        this.tally = tally;
        this.producers = producers;
        this.producer = producers.get();
    }

    boolean isEmpty() {
        return sent.isEmpty() && failed.isEmpty() && again.isEmpty();
    }

    boolean hasRoom() {
        return sent.size() < window.records && sentBytes < window.bytes;
    }

    /** Whether some have come back that are to be sent again. */
    boolean hasReturned() {
        return !failed.isEmpty() || !again.isEmpty();
    }

    /** All that is on its way, in the order in which it was sent first. */
    Stream<Shipment> shipments() {
        return Stream.of(failed, sent, again).flatMap(Collection::stream);
    }

    // --- what comes back ---

    /**
     * Looks at what has come back.
     *
     * @param landed told of what is confirmed or given up, in order
     * @return whether that was any
     */
    boolean settle(Consumer<Shipment> landed) {
        int records = 0;
        long bytes = 0;
        for (Shipment first = sent.peek(); first != null && first.isDecided(); first = sent.peek()) {
            sent.remove();
            sentBytes -= first.bytes();
            Throwable failure = first.failure();
            if (failure == null) {
                confirmed(first);
            } else if (isToBeSentAgain(first, failure)) {
                failed.add(first);
                continue;
            }
            records++;
            bytes += first.bytes();
            landed.accept(first);
        }
        if (records > 0) {
            queue.release(records, bytes);
        }
        return records > 0;
    }

    private void confirmed(Shipment shipment) {
        failures = 0;
        isTold = false;
        if (shipment.isOfEarlierProcess()) {
            tally.replayed();
        } else {
            tally.sent(shipment.level());
        }
    }

    private boolean isToBeSentAgain(Shipment shipment, Throwable failure) {
        switch (Verdict.on(failure)) {
            case AGAIN -> hasFailed = true;
            case AGAIN_WITH_ANOTHER_PRODUCER -> {
                hasFailed = true;
                needsAnother = true;
            }
            case TOO_LARGE -> {
                drop(shipment, DropReason.TOO_LARGE);
                return false;
            }
            case REFUSED -> {
                drop(shipment, DropReason.BROKER);
                LOG.warn("the broker refuses a log record, which is dropped", failure.getCause());
                return false;
            }
        }
        if (!isTold) {
            isTold = true;
            LOG.warn("log records cannot be sent, and are sent again", failure.getCause());
        }
        return true;
    }

    private void drop(Shipment shipment, DropReason reason) {
        if (!shipment.isOfEarlierProcess()) { // which has counted its own
            tally.dropped(reason, shipment.level());
        }
    }

    /** After a failure, once nothing is on its way any more. */
    void mend() {
        if (needsAnother) {
            needsAnother = false;
            producer.close(Duration.ZERO); // which fails all that is on its way
            producer = producers.get();
        }
        if (hasFailed && sent.isEmpty()) {
            hasFailed = false;
            rest(FIRST_RETRY << Math.min(DOUBLINGS, failures));
            failures++;
            while (!failed.isEmpty()) {
                again.addFirst(failed.removeLast());
            }
        }
    }

    /** Nothing is sent for so long. */
    void rest(long nanos) {
        resumesNanos = surroundings.nanos() + nanos;
    }

    // --- what goes out ---

    /** Whether another one may be sent, after those that have come back. */
    boolean isReady() {
        return !hasFailed && surroundings.nanos() - resumesNanos >= 0 && hasRoom();
    }

    /** Those that have come back, as far as that is possible now. */
    boolean sendAgain() {
        boolean hasSent = false;
        while (!again.isEmpty() && isReady()) {
            send(again.remove());
            hasSent = true;
        }
        return hasSent;
    }

    /** Only when it is ready. */
    void send(Shipment shipment) {
        Outgoing<byte[], byte[]> message = Outgoing.of(route.topic, shipment.key(), shipment.value())
                .timestamp(Instant.ofEpochMilli(shipment.timestampMillis()))
                .header("leat-log-level", shipment.level().name());
        shipment.sent(producer.send(route.partition == null ? message : message.partition(route.partition)));
        sent.add(shipment);
        sentBytes += shipment.bytes();
        if (shipment.isDecided() && shipment.failure() != null) {
            hasFailed = true; // nothing goes past it; what is to be done is decided with all that is on its way
        }
    }

    /** What is on its way comes back, as far as Kafka's client can say at once. */
    void close() {
        producer.close(Duration.ZERO);
    }
}
