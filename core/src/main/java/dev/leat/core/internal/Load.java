package dev.leat.core.internal;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How much of a partition is in memory, and whether more may come: full stops, half starts again. Workers take off, the owner puts on
 * and decides.
 */
final class Load {
    private final Bounds bounds;
    private final Mailbox mailbox;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean full;
    private boolean fetching = true;
    private long delivered;

    Load(Bounds bounds, Mailbox mailbox) {
        this.bounds = bounds;
        this.mailbox = mailbox;
    }

    void add(Iterable<ConsumerRecord<byte[], byte[]>> more) {
        long moreBytes = 0;
        int count = 0;
        for (ConsumerRecord<byte[], byte[]> record : more) {
            moreBytes += size(record);
            count++;
        }
        delivered += count;
        records.addAndGet(count);
        bytes.addAndGet(moreBytes);
    }

    void remove(ConsumerRecord<byte[], byte[]> record) {
        bytes.addAndGet(-size(record));
        records.decrementAndGet();
        // Both are read only now: of two workers, the later one must see what the earlier has done to either.
        if (full && isLow()) {
            full = false; // the owner decides anew in its next round; one wake-up is enough
            mailbox.post(() -> {});
        }
    }

    /** Owner: decided from the state as it is now, on every round. */
    boolean hasRoom() {
        boolean room = decide();
        // Told to the workers first: one that then reaches the low mark wakes the owner. One that just did is seen by
        // the second look.
        full = !room;
        if (!room && decide()) {
            room = true;
            full = false;
        }
        fetching = room;
        return room;
    }

    private boolean decide() {
        return fetching ? !isFull() : isLow();
    }

    private boolean isFull() {
        return records.get() >= bounds.records() || bytes.get() >= bounds.bytes();
    }

    private boolean isLow() {
        return records.get() <= bounds.records() / 2 && bytes.get() <= bounds.bytes() / 2;
    }

    long records() {
        return records.get();
    }

    /** Owner: how many have been finished so far. */
    long finished() {
        return delivered - records.get();
    }

    /** What the record takes in memory, roughly; the constant is the client's objects around the bytes. */
    private static long size(ConsumerRecord<byte[], byte[]> record) {
        return 100L + Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    @Override
    public String toString() {
        return records + " records, " + bytes + " bytes";
    }
}
