package dev.leat.logs;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries on their way from the queue to where they go: taken some at a time, in the order of their numbers, and written down one by one when they are asked for. What cannot be
 * written down, or is too large then, is dropped here. For one thread, the sender's.
 */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.logs");
    private static final int BATCH = 256;

    private final EntryQueue queue;
    private final Encoder encoder;
    private final Tally tally;
    private final byte[] key;
    private final int recordBytes;

    private final Queue<Taken> taken = new ArrayDeque<>();
    /** Written down, and goes before what is taken. */
    private @Nullable Shipment held;

    private record Taken(LogEntry entry, long sequence, int bytes) {}

    /**
     * @param key of all records
     * @param recordBytes how large one may be
     */
    Intake(EntryQueue queue, Encoder encoder, Tally tally, byte[] key, int recordBytes) {
        this.queue = queue;
        this.encoder = encoder;
        this.tally = tally;
        this.key = key;
        this.recordBytes = recordBytes;
    }

    /** Beside what may be in the queue. */
    boolean isEmpty() {
        return taken.isEmpty() && held == null;
    }

    /** The next one, written down; null if there is none. It takes room in the queue until that is told otherwise. */
    @Nullable
    Shipment next() {
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

    /** The one that was next is so again. */
    void putBack(Shipment shipment) {
        held = shipment;
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
            drop(next, DropReason.UNREADABLE);
            return null;
        }
        if (value.length > recordBytes) {
            drop(next, DropReason.TOO_LARGE);
            return null;
        }
        Shipment shipment = new Shipment(entry.level(), millis, key, value);
        queue.resize(shipment.bytes() - next.bytes);
        return shipment;
    }

    private void drop(Taken one, DropReason reason) {
        tally.dropped(reason, one.entry.level());
        queue.release(1, one.bytes);
    }

    /** Drops all that is left, what is in the queue too. */
    void dropAll(DropReason reason) {
        if (held != null) {
            tally.dropped(reason, held.level());
            queue.release(1, held.bytes());
        }
        for (Taken each : taken) {
            drop(each, reason);
        }
        queue.dropAll(reason);
    }
}
