package dev.leat.logs;

import dev.leat.core.spi.Surroundings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that brings entries from the queue to Kafka, or to disk while that is away, in the order of their numbers; at the end it drains them. It owns everything in here but what
 * is said to be others', and nobody else uses the intake, the flight, the spill and the summary.
 */
final class Sender implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.logs");
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SLEEP = TimeUnit.SECONDS.toNanos(60);
    /** After which what cannot be sent is better off on disk. */
    private static final long SPILLS_AFTER = TimeUnit.SECONDS.toNanos(2);

    private final Surroundings surroundings;
    private final EntryQueue queue;
    private final Intake intake;
    private final Flight flight;
    private final @Nullable Spill spill;
    private final Outage outage;
    private final Tally tally;
    private final Fallback fallback;
    private final Summary summary;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Something was confirmed that is on disk, and that is not written down yet. */
    private boolean hasLeftDisk;

    private long pauseNanos = SHORTEST_PAUSE;
    /** For others: how much of ours is on disk alone. */
    private volatile long kept;
    /** Others': when the time to drain is over; null while nobody wants that. */
    private volatile @Nullable Long drainsUntilNanos;

    /** @param name of the thread */
    Sender(
            String name,
            Surroundings surroundings,
            EntryQueue queue,
            Intake intake,
            Flight flight,
            @Nullable Spill spill,
            Outage outage,
            Tally tally,
            Fallback fallback) {
        this.surroundings = surroundings;
        this.queue = queue;
        this.intake = intake;
        this.flight = flight;
        this.spill = spill;
        this.outage = outage;
        this.tally = tally;
        this.fallback = fallback;
        this.summary = new Summary(tally, surroundings);
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

    /** From any thread: sends what there is, until then. */
    void drainUntil(long nanos) {
        drainsUntilNanos = nanos;
        wake();
    }

    /** From any thread. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        return surroundings.await(ended, nanos);
    }

    /** From any thread: whether Kafka has been away for so long that entries are shown elsewhere. */
    boolean showsEntries() {
        return outage.showsEntries();
    }

    long kept() {
        return kept;
    }

    @Override
    public void run() {
        try {
            outage.end();
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
        return !hasNothing() && outage.lasts(nanos);
    }

    /** Beside what may be in the queue. */
    private boolean hasNothing() {
        return flight.isEmpty() && intake.isEmpty() && (spill == null || !spill.hasUnread());
    }

    /** Whether anything has moved. Nothing that goes wrong here ends the thread. */
    private boolean turn() {
        try {
            boolean hasSettled = settle();
            flight.mend();
            spillOver();
            boolean hasSent = send();
            outage.tell(!hasNothing());
            LogEntry dropped =
                    drainsUntilNanos == null ? summary.due(outage.livelyNanos()) : null; // nothing gets in any more
            if (dropped != null) {
                summary.taken(queue.offerAtOnce(dropped, LogShipper.estimate(dropped)) != EntryQueue.Answer.REFUSED);
            }
            return hasSent || hasSettled;
        } catch (RuntimeException | Error e) {
            LOG.error("the sender of log entries has failed, which is a mistake in it; going on", e);
            flight.rest(LONGEST_PAUSE);
            return false;
        }
    }

    // --- to Kafka ---

    private boolean settle() {
        boolean hasSettled = flight.settle(this::landed);
        if (spill != null && hasLeftDisk && !flight.hasReturned()) { // what comes before is confirmed too
            spill.keepConfirmed();
            hasLeftDisk = false;
        }
        return hasSettled;
    }

    /** Confirmed or given up. */
    private void landed(Shipment shipment) {
        if (shipment.failure() == null) {
            outage.end();
        }
        if (spill != null && shipment.isOnDisk()) {
            spill.confirmed(shipment);
            hasLeftDisk = true;
        }
    }

    private boolean send() {
        boolean hasMoved = flight.sendAgain();
        while (flight.isReady()) {
            Shipment next = spill != null && spill.hasUnread() ? fromDisk(spill) : intake.next();
            if (next == null) {
                return hasMoved;
            }
            hasMoved = true;
            flight.send(next);
        }
        return hasMoved;
    }

    private @Nullable Shipment fromDisk(Spill disk) {
        Shipment next = disk.next();
        kept = disk.unreadOfOurs();
        if (next != null) {
            queue.release(-1, -next.bytes()); // it is in memory now
        }
        return next;
    }

    // --- to disk ---

    /** Writes what waits to disk, if it would wait for long, or behind what is there. */
    private void spillOver() {
        if (spill == null || !(spill.hasUnread() || isAway(SPILLS_AFTER) || isCrowded())) {
            return;
        }
        if (!spill.hasUnread() && !placeAll(spill)) {
            return; // nothing gets there before them, or it would count as confirmed when they are
        }
        fill(spill);
        kept = spill.unreadOfOurs();
    }

    private boolean isCrowded() {
        return !flight.hasRoom() && queue.isHalfFull();
    }

    /** Whether there was room for all that is on its way. */
    private boolean placeAll(Spill disk) {
        return flight.shipments().allMatch(each -> each.isOnDisk() || disk.addInMemory(each));
    }

    /** With what waits, as far as there is room. */
    private void fill(Spill disk) {
        for (Shipment next = intake.next(); next != null; next = intake.next()) {
            if (!disk.addUnread(next)) {
                intake.putBack(next);
                return;
            }
            queue.release(1, next.bytes());
        }
    }

    // --- rest, and the end ---

    private void pause(boolean hasMoved) {
        if (hasNothing() && !summary.isOpen() && queue.sleeps()) {
            surroundings.park(SLEEP);
            outage.end();
            pauseNanos = SHORTEST_PAUSE;
            return;
        }
        pauseNanos = hasMoved ? SHORTEST_PAUSE : Math.min(LONGEST_PAUSE, pauseNanos * 2);
        surroundings.park(pauseNanos);
        if (hasNothing()) {
            outage.end();
        }
    }

    private void end() {
        try {
            queue.close(); // also where this thread ends by a mistake
            flight.close();
            var unused = settle();
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
            fill(spill);
        }
        long onDisk = spill == null ? 0 : spill.unreadOfOurs();
        for (Shipment each : flight.shipments().toList()) {
            queue.release(1, each.bytes());
            if (!each.isOnDisk()) {
                tally.dropped(DropReason.SHUTDOWN, each.level());
            } else if (!each.isOfEarlierProcess()) {
                onDisk++;
            }
        }
        kept = onDisk;
        intake.dropAll(DropReason.SHUTDOWN);
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
