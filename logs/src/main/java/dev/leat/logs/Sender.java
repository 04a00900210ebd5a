package dev.leat.logs;

import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.spi.Surroundings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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
    /** After which what cannot be sent is better off on disk. */
    private static final long SPILLS_AFTER = TimeUnit.SECONDS.toNanos(2);

    private static final long FIRST_RETRY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int DOUBLINGS = 5;

    private final Surroundings surroundings;
    private final Route route;
    private final byte[] key;
    private final Window window;
    private final EntryQueue queue;
    private final Encoder encoder;
    private final Tally tally;
    private final Fallback fallback;
    private final long shownAfterNanos;
    private final @Nullable Spill spill;
    private final Summary summary;
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
    /** Written down, for which there is no room on disk. Goes before what is taken. */
    private @Nullable Shipment held;

    /** When Kafka last confirmed something, or there was nothing to be confirmed. */
    private long livelyNanos;

    /** Something was confirmed that is on disk, and that is not written down yet. */
    private boolean hasLeftDisk;

    private boolean hasFailed;
    private boolean needsAnother;
    private int failures;
    /** Whether the log says so already, until Kafka confirms something. */
    private boolean isTold;

    private long resumesNanos;
    private long pauseNanos = SHORTEST_PAUSE;
    /** For others: whether Kafka has been away for so long that entries are shown elsewhere. */
    private volatile boolean showsEntries;
    /** For others: how much of ours is on disk alone. */
    private volatile long kept;
    /** Others': when the time to drain is over; null while nobody wants that. */
    private volatile @Nullable Long drainsUntilNanos;

    /** Where records go. */
    record Route(String topic, String key, @Nullable Integer partition) {}

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
            Fallback fallback,
            long shownAfterNanos,
            @Nullable Spill spill,
            Supplier<Producer<byte[], byte[]>> producers) {
        this.surroundings = surroundings;
        this.route = route;
        this.key = route.key.getBytes(StandardCharsets.UTF_8);
        this.window = window;
        this.queue = queue;
        this.encoder = encoder;
        this.tally = tally;
        this.fallback = fallback;
        this.shownAfterNanos = shownAfterNanos;
        this.spill = spill;
        this.summary = new Summary(tally, surroundings);
        this.producers = producers;
        this.producer = producers.get();
        this.thread = surroundings.thread(name, this);
    }

    void start() {
        thread.start();
    }

    /** Instead of its thread, which could not be started. */
    void abandon() {
        end();
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

    boolean showsEntries() {
        return showsEntries;
    }

    long kept() {
        return kept;
    }

    @Override
    public void run() {
        try {
            livelyNanos = surroundings.nanos();
            if (spill != null) {
                spill.recover();
            }
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
        return until != null
                && (surroundings.nanos() - until >= 0 || isEmpty() || (spill != null && isAway(SPILLS_AFTER)));
    }

    private boolean isEmpty() {
        return hasNothing() && queue.queued() == 0;
    }

    private boolean isAway(long nanos) {
        return !hasNothing() && surroundings.nanos() - livelyNanos >= nanos;
    }

    /** Beside what may be in the queue. */
    private boolean hasNothing() {
        return flight.isEmpty()
                && failed.isEmpty()
                && again.isEmpty()
                && taken.isEmpty()
                && held == null
                && (spill == null || !spill.hasUnread());
    }

    /** Whether anything has moved. Nothing that goes wrong here ends the thread. */
    private boolean turn() {
        try {
            boolean hasSettled = settle();
            mend();
            spillOver();
            boolean hasSent = send();
            show();
            LogEntry dropped = drainsUntilNanos == null ? summary.due(livelyNanos) : null; // nothing gets in any more
            if (dropped != null) {
                summary.taken(queue.offerAtOnce(dropped, LogShipper.estimate(dropped)) != EntryQueue.Answer.REFUSED);
            }
            return hasSent || hasSettled;
        } catch (RuntimeException | Error e) {
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
                isTold = false;
                livelyNanos = surroundings.nanos();
                if (first.isOfEarlierProcess()) {
                    tally.replayed();
                } else {
                    tally.sent(first.level());
                }
            } else if (isToBeSentAgain(first, failure)) {
                failed.add(first);
                continue;
            }
            records++;
            bytes += first.bytes();
            if (spill != null && first.isOnDisk()) {
                spill.confirmed(first);
                hasLeftDisk = true;
            }
        }
        if (spill != null && hasLeftDisk && failed.isEmpty() && again.isEmpty()) { // what comes before is confirmed too
            spill.keepConfirmed();
            hasLeftDisk = false;
        }
        if (records > 0) {
            queue.release(records, bytes);
        }
        return records > 0;
    }

    private void drop(Shipment shipment, DropReason reason) {
        if (!shipment.isOfEarlierProcess()) { // which has counted its own
            tally.dropped(reason, shipment.level());
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
                next = spill != null && spill.hasUnread() ? fromDisk(spill) : next();
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
        Outgoing<byte[], byte[]> message = Outgoing.of(route.topic, shipment.key(), shipment.value())
                .timestamp(Instant.ofEpochMilli(shipment.timestampMillis()))
                .header("leat-log-level", shipment.level().name());
        shipment.sent(producer.send(route.partition == null ? message : message.partition(route.partition)));
        flight.add(shipment);
        flightBytes += shipment.bytes();
        if (shipment.isDecided() && shipment.failure() != null) {
            hasFailed = true; // nothing goes past it; what is to be done is decided with all that is on its way
        }
    }

    private @Nullable Shipment fromDisk(Spill disk) {
        Shipment next = disk.next();
        kept = disk.unreadOfOurs();
        if (next != null) {
            queue.release(-1, -next.bytes()); // it is in memory now
        }
        return next;
    }

    /** Writes what waits to disk, if it would wait for long, or behind what is there. */
    private void spillOver() {
        if (spill == null || !(spill.hasUnread() || isAway(SPILLS_AFTER) || isCrowded())) {
            return;
        }
        if (!spill.hasUnread() && !placeAll(spill)) {
            return; // nothing gets there before them, or it would count as confirmed when they are
        }
        for (Shipment next = next(); next != null; next = next()) {
            if (!spill.addUnread(next)) {
                held = next;
                break;
            }
            queue.release(1, next.bytes());
        }
        kept = spill.unreadOfOurs();
    }

    private boolean isCrowded() {
        return !hasRoom() && queue.isHalfFull();
    }

    /** Whether there was room for all that is on its way. */
    private boolean placeAll(Spill disk) {
        for (Deque<Shipment> some : List.of(failed, flight, again)) {
            for (Shipment each : some) {
                if (!each.isOnDisk() && !disk.addInMemory(each)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The next one of the queue, written down; null if there is none. */
    private @Nullable Shipment next() {
        Shipment first = held;
        if (first != null) {
            held = null;
            return first;
        }
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
        long millis;
        try {
            value = encoder.encode(entry, next.sequence);
            millis = Math.max(0, entry.time().toEpochMilli()); // Kafka knows no time before 1970
        } catch (RuntimeException | Error e) {
            LOG.warn("a log entry of {} cannot be written down, and is dropped", entry.logger(), e);
            return dropped(next, DropReason.UNREADABLE);
        }
        if (value.length > window.recordBytes) {
            return dropped(next, DropReason.TOO_LARGE);
        }
        Shipment shipment = new Shipment(entry.level(), millis, key, value);
        queue.resize(shipment.bytes() - next.bytes);
        return shipment;
    }

    private @Nullable Shipment dropped(Taken next, DropReason reason) {
        tally.dropped(reason, next.entry.level());
        queue.release(1, next.bytes);
        return null;
    }

    // --- rest, and the end ---

    private void show() {
        boolean isAwayForLong = isAway(shownAfterNanos);
        if (isAwayForLong != showsEntries) {
            String news = isAwayForLong
                    ? "Kafka has confirmed no log record for " + shownAfterNanos / 1_000_000_000
                            + " s; what is logged is shown here, too, until it does"
                    : "Kafka confirms log records again, and what is logged is not shown here any more";
            fallback.add(LogEntry.at(surroundings.now(), LogLevel.WARN, LOG.getName(), news)
                    .build());
            showsEntries = isAwayForLong;
        }
    }

    private void pause(boolean hasMoved) {
        if (hasNothing() && !summary.isOpen() && queue.sleeps()) {
            surroundings.park(SLEEP);
            livelyNanos = surroundings.nanos();
            pauseNanos = SHORTEST_PAUSE;
            return;
        }
        pauseNanos = hasMoved ? SHORTEST_PAUSE : Math.min(LONGEST_PAUSE, pauseNanos * 2);
        surroundings.park(pauseNanos);
        if (hasNothing()) {
            livelyNanos = surroundings.nanos();
        }
    }

    private void end() {
        try {
            queue.close(); // also where this thread ends by a mistake
            producer.close(Duration.ZERO);
            settle();
            keepOrDrop();
        } finally {
            ended.countDown();
        }
    }

    /** What is left goes to disk, as far as there is room, and is dropped otherwise. */
    private void keepOrDrop() {
        long before = tally.dropped(DropReason.SHUTDOWN);
        if (spill != null) {
            if (!spill.hasUnread()) {
                var unused = placeAll(spill); // what there is no room for is counted below, and the rest kept
            }
            for (Shipment next = next(); next != null; next = next()) {
                if (!spill.addUnread(next)) {
                    held = next;
                    break;
                }
                queue.release(1, next.bytes());
            }
        }
        long onDisk = spill == null ? 0 : spill.unreadOfOurs();
        for (Deque<Shipment> some : List.of(failed, flight, again)) {
            for (Shipment each : some) {
                queue.release(1, each.bytes());
                if (!each.isOnDisk()) {
                    tally.dropped(DropReason.SHUTDOWN, each.level());
                } else if (!each.isOfEarlierProcess()) {
                    onDisk++;
                }
            }
        }
        kept = onDisk;
        if (held != null) {
            tally.dropped(DropReason.SHUTDOWN, held.level());
            queue.release(1, held.bytes());
        }
        for (Taken each : taken) {
            tally.dropped(DropReason.SHUTDOWN, each.entry.level());
            queue.release(1, each.bytes);
        }
        queue.dropAll(DropReason.SHUTDOWN);
        long left = tally.dropped(DropReason.SHUTDOWN) - before;
        if (left > 0 || onDisk > 0) {
            fallback.add(LogEntry.at(
                            surroundings.now(),
                            LogLevel.WARN,
                            LOG.getName(),
                            left + " log entries were left when the time to send them was over, and are dropped; "
                                    + onDisk + " are on disk, for the next start")
                    .build());
        }
        if (spill != null) {
            spill.close();
        }
    }
}
