package dev.leat.logs;

import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes entries down and hands them to Kafka's producer, in the order of their numbers, each until it is confirmed. It owns the producer and everything
 * in here but what is said to be others'.
 *
 * <p>Kafka's client tries for as long as it takes, by itself and in order; so what comes back from it as failed is either no good, or Kafka's client is. Then nothing more is sent
 * until all that was sent has come back one way or the other, and what was not confirmed is sent again before anything else.
 */
final class Sender implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.logs");
    private static final int BATCH = 256;
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SLEEP = TimeUnit.SECONDS.toNanos(60);
    private static final long FIRST_RETRY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int DOUBLINGS = 5;

    private final Surroundings surroundings;
    private final Route route;
    private final Window window;
    private final EntryQueue queue;
    private final Encoder encoder;
    private final Tally tally;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Producer<byte[], byte[]> producer;
    private final Deque<Shipment> flight = new ArrayDeque<>();
    private long flightBytes;
    /** What has failed, in order, while others are still on their way. */
    private final Deque<Shipment> failed = new ArrayDeque<>();
    /** What waits for its next attempt, in order. Goes before all else. */
    private final Deque<Shipment> again = new ArrayDeque<>();

    private final Queue<Taken> taken = new ArrayDeque<>();
    private boolean hasFailed;
    private boolean needsAnother;
    private int failures;
    private long resumesNanos;
    private long pauseNanos = SHORTEST_PAUSE;
    /** Others': when the time to drain is over; null while nobody wants that. */
    private volatile @Nullable Long drainsUntilNanos;

    /** Where records go. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Route(String topic, byte[] key, @Nullable Integer partition) {}

    /** How much may be with Kafka's client, and how large one record may be. */
    record Window(int records, long bytes, int recordBytes) {}

    private record Taken(LogEntry entry, long sequence, int bytes) {}

    Sender(
            String name,
            Surroundings surroundings,
            Route route,
            Window window,
            EntryQueue queue,
            Encoder encoder,
            Tally tally,
            Supplier<Producer<byte[], byte[]>> producers) {
        this.surroundings = surroundings;
        this.route = route;
        this.window = window;
        this.queue = queue;
        this.encoder = encoder;
        this.tally = tally;
        this.producers = producers;
        this.producer = producers.get();
        this.thread = surroundings.thread(name, this);
    }

    void start() {
        thread.start();
    }

    /** From any thread: there is something to do. */
    void wake() {
        surroundings.unpark(thread);
    }

    boolean runsCaller() {
        return Thread.currentThread() == thread;
    }

    /** From any thread: sends what there is, until then. */
    void drainUntil(long nanos) {
        drainsUntilNanos = nanos;
        wake();
    }

    /** From any thread. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        return surroundings.await(ended, nanos);
    }

    @Override
    public void run() {
        try {
            while (!isOver()) {
                boolean hasMoved = turn();
                pause(hasMoved);
            }
        } finally {
            end();
        }
    }

    private boolean isOver() {
        Long until = drainsUntilNanos;
        return until != null && (surroundings.nanos() - until >= 0 || isEmpty());
    }

    private boolean isEmpty() {
        return hasNothing() && queue.queued() == 0;
    }

    /** Beside what may be in the queue. */
    private boolean hasNothing() {
        return flight.isEmpty() && failed.isEmpty() && again.isEmpty() && taken.isEmpty();
    }

    /** Whether anything has moved. Nothing that goes wrong here ends the thread. */
    private boolean turn() {
        try {
            boolean hasSettled = settle();
            mend();
            return send() || hasSettled;
        } catch (RuntimeException e) {
            LOG.error("the sender of log entries has failed, which is a mistake in it; going on", e);
            resumesNanos = surroundings.nanos() + LONGEST_PAUSE;
            return false;
        }
    }

    // --- what comes back ---

    private boolean settle() {
        int records = 0;
        long bytes = 0;
        for (Shipment first = flight.peek(); first != null && first.isDecided(); first = flight.peek()) {
            flight.remove();
            flightBytes -= first.bytes();
            Throwable failure = first.failure();
            if (failure == null) {
                failures = 0;
                tally.sent(first.level());
            } else if (isToBeSentAgain(first, failure)) {
                failed.add(first);
                continue;
            }
            records++;
            bytes += first.bytes();
        }
        if (records > 0) {
            queue.release(records, bytes);
        }
        return records > 0;
    }

    private boolean isToBeSentAgain(Shipment shipment, Throwable failure) {
        switch (Verdict.on(failure)) {
            case AGAIN -> hasFailed = true;
            case AGAIN_WITH_ANOTHER_PRODUCER -> {
                hasFailed = true;
                needsAnother = true;
            }
            case TOO_LARGE -> {
                tally.dropped(DropReason.TOO_LARGE, shipment.level());
                return false;
            }
            case REFUSED -> {
                tally.dropped(DropReason.BROKER, shipment.level());
                LOG.warn("the broker refuses a log record, which is dropped", failure.getCause());
                return false;
            }
        }
        if (failures == 0) {
            LOG.warn("log records cannot be sent, and are sent again", failure.getCause());
        }
        return true;
    }

    /** After a failure, once nothing is on its way any more. */
    private void mend() {
        if (needsAnother) {
            needsAnother = false;
            producer.close(Duration.ZERO); // which fails all that is on its way
            producer = producers.get();
        }
        if (hasFailed && flight.isEmpty()) {
            hasFailed = false;
            resumesNanos = surroundings.nanos() + (FIRST_RETRY << Math.min(DOUBLINGS, failures));
            failures++;
            while (!failed.isEmpty()) {
                again.addFirst(failed.removeLast());
            }
        }
    }

    // --- what goes out ---

    private boolean send() {
        boolean hasMoved = false;
        while (!hasFailed && surroundings.nanos() - resumesNanos >= 0 && hasRoom()) {
            Shipment next = again.poll();
            if (next == null) {
                next = next();
            }
            if (next == null) {
                return hasMoved;
            }
            hasMoved = true;
            send(next);
        }
        return hasMoved;
    }

    private boolean hasRoom() {
        return flight.size() < window.records && flightBytes < window.bytes;
    }

    private void send(Shipment shipment) {
        Outgoing<byte[], byte[]> message = Outgoing.of(route.topic, route.key, shipment.value())
                .timestamp(Instant.ofEpochMilli(shipment.timestampMillis()))
                .header("leat-log-level", shipment.level().name());
        shipment.sent(producer.send(route.partition == null ? message : message.partition(route.partition)));
        flight.add(shipment);
        flightBytes += shipment.bytes();
        if (shipment.isDecided() && shipment.failure() != null) {
            hasFailed = true; // nothing goes past it; what is to be done is decided with all that is on its way
        }
    }

    /** The next one of the queue, written down; null if there is none. */
    private @Nullable Shipment next() {
        while (true) {
            Taken next = taken.poll();
            if (next == null) {
                queue.take(BATCH, (entry, sequence, bytes) -> taken.add(new Taken(entry, sequence, bytes)));
                next = taken.poll();
                if (next == null) {
                    return null;
                }
            }
            Shipment shipment = written(next);
            if (shipment != null) {
                return shipment;
            }
        }
    }

    private @Nullable Shipment written(Taken next) {
        LogEntry entry = next.entry;
        byte[] value;
        try {
            value = encoder.encode(entry, next.sequence);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a log entry of {} cannot be written down, and is dropped", entry.logger(), e);
            return dropped(next, DropReason.UNREADABLE);
        }
        if (value.length > window.recordBytes) {
            return dropped(next, DropReason.TOO_LARGE);
        }
        Shipment shipment = new Shipment(entry.level(), entry.time().toEpochMilli(), value);
        queue.resize(shipment.bytes() - next.bytes);
        return shipment;
    }

    private @Nullable Shipment dropped(Taken next, DropReason reason) {
        tally.dropped(reason, next.entry.level());
        queue.release(1, next.bytes);
        return null;
    }

    // --- rest, and the end ---

    private void pause(boolean hasMoved) {
        if (hasNothing() && queue.sleeps()) {
            surroundings.park(SLEEP);
            pauseNanos = SHORTEST_PAUSE;
            return;
        }
        pauseNanos = hasMoved ? SHORTEST_PAUSE : Math.min(LONGEST_PAUSE, pauseNanos * 2);
        surroundings.park(pauseNanos);
    }

    private void end() {
        try {
            settle();
            again.addAll(failed);
            again.addAll(flight);
            again.forEach(left -> tally.dropped(DropReason.SHUTDOWN, left.level()));
            taken.forEach(left -> tally.dropped(DropReason.SHUTDOWN, left.entry.level()));
            queue.release(
                    again.size() + taken.size(),
                    again.stream().mapToLong(Shipment::bytes).sum()
                            + taken.stream().mapToLong(Taken::bytes).sum());
            queue.dropAll(DropReason.SHUTDOWN);
            producer.close(Duration.ZERO);
        } finally {
            ended.countDown();
        }
    }
}
