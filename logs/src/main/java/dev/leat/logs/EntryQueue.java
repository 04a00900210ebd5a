package dev.leat.logs;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the sender, bounded by records and bytes together with what is on its way to Kafka. Numbers are given here, under the lock under which
 * entries get in, so that they leave in the order of their numbers. Thread-safe; nobody keeps the lock for longer than some entries take.
 *
 * <p>Each level has a ring of its own. So the oldest entry of the lowest level is found without a search; the oldest of all is the one of the lowest number among
 * the heads of six rings.
 */
final class EntryQueue {
    /** Nothing to be woken for, somebody sleeps, and the answer to an offer that was refused. */
    enum Answer {
        TAKEN,
        TAKEN_WAKE,
        REFUSED
    }

    /** How it stands at one moment. */
    record Standing(long offered, long records, long bytes) {}

    private final Bounds bounds;
    private final Tally tally;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Ring[] rings = new Ring[LogLevel.values().length];
    // All that follows is guarded by the lock.
    private long sequence;
    private int queuedRecords;
    private long queuedBytes;
    private int flightRecords;
    private long flightBytes;
    private int waiters;
    private boolean isAsleep;
    private boolean isClosed;

    /**
     * @param records the most in memory
     * @param bytes the same in bytes
     * @param reserve the share of both that is left to warnings and above
     * @param waitNanos how long whoever offers may be kept waiting for room
     */
    record Bounds(int records, long bytes, double reserve, DropPolicy policy, long waitNanos) {
        boolean isRoomFor(LogLevel level, long recordsThen, long bytesThen) {
            double share = level.isGrave() ? 1 : 1 - reserve;
            return recordsThen <= records * share && bytesThen <= bytes * share;
        }
    }

    EntryQueue(Bounds bounds, Tally tally) {
        this.bounds = bounds;
        this.tally = tally;
        for (int i = 0; i < rings.length; i++) {
            rings[i] = new Ring();
        }
    }

    /** Puts an entry in, for which others may have to go. */
    Answer offer(LogEntry entry, int bytes) {
        return offer(entry, bytes, bounds.waitNanos);
    }

    /** The same without waiting. */
    Answer offerAtOnce(LogEntry entry, int bytes) {
        return offer(entry, bytes, 0);
    }

    private Answer offer(LogEntry entry, int bytes, long waitNanos) {
        LogLevel level = entry.level();
        lock.lock();
        try {
            if (waitNanos > 0 && !isRoom(level, bytes)) {
                awaitRoom(level, bytes, waitNanos);
            }
            sequence++;
            if (isClosed) {
                return refuse(DropReason.SHUTDOWN, level);
            }
            if (!bounds.isRoomFor(level, 1, bytes)) {
                return refuse(DropReason.TOO_LARGE, level); // others would go for nothing
            }
            if (!isRoom(level, bytes) && !makesRoom(level, bytes)) {
                return refuse(DropReason.QUEUE_FULL, level);
            }
            rings[level.index()].add(entry, sequence, bytes);
            queuedRecords++;
            queuedBytes += bytes;
            return wakes() ? Answer.TAKEN_WAKE : Answer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    private Answer refuse(DropReason reason, LogLevel level) {
        tally.dropped(reason, level);
        return Answer.REFUSED;
    }

    private boolean isRoom(LogLevel level, int bytes) {
        return bounds.isRoomFor(level, queuedRecords + flightRecords + 1L, queuedBytes + flightBytes + bytes);
    }

    private void awaitRoom(LogLevel level, int bytes, long waitNanos) {
        long left = waitNanos;
        waiters++;
        try {
            while (left > 0 && !isClosed && !isRoom(level, bytes)) {
                left = room.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever logs goes on
        } finally {
            waiters--;
        }
    }

    /** Nobody goes unless that is enough: much of what is there may be grave, or on its way. */
    private boolean makesRoom(LogLevel level, int bytes) {
        int levels = victims(level);
        long recordsLeft = (long) queuedRecords + flightRecords;
        long bytesLeft = queuedBytes + flightBytes;
        for (int i = 0; i < levels; i++) {
            recordsLeft -= rings[i].size;
            bytesLeft -= rings[i].allBytes;
        }
        if (!bounds.isRoomFor(level, recordsLeft + 1, bytesLeft + bytes)) {
            return false;
        }
        while (!isRoom(level, bytes)) {
            Ring victim = bounds.policy == DropPolicy.OLDEST ? oldest(levels) : lowest(levels);
            if (victim == null) {
                return false;
            }
            tally.dropped(DropReason.QUEUE_FULL, victim.head().level());
            remove(victim);
        }
        return true;
    }

    /** How many levels, from the lowest, have entries that go for one of that level. */
    private int victims(LogLevel level) {
        return switch (bounds.policy) {
            case NEWEST -> 0;
            // What is kept for grave entries is never taken from them.
            case OLDEST -> level.isGrave() ? rings.length : LogLevel.WARN.index();
            case LOWEST_LEVEL -> level.index();
        };
    }

    private @Nullable Ring oldest(int levels) {
        Ring oldest = null;
        for (int i = 0; i < levels; i++) {
            Ring ring = rings[i];
            if (ring.size > 0 && (oldest == null || ring.headSequence() < oldest.headSequence())) {
                oldest = ring;
            }
        }
        return oldest;
    }

    private @Nullable Ring lowest(int below) {
        for (int i = 0; i < below; i++) {
            if (rings[i].size > 0) {
                return rings[i];
            }
        }
        return null;
    }

    private void remove(Ring ring) {
        queuedRecords--;
        queuedBytes -= ring.headBytes();
        ring.remove();
    }

    /** Once when somebody sleeps; else when half of the room is taken, for whoever takes a rest. */
    private boolean wakes() {
        if (isAsleep) {
            isAsleep = false;
            return true;
        }
        return queuedRecords == bounds.records / 2;
    }

    /** What the sender takes: an entry, its number, and its size as it was estimated. */
    interface Taker {
        /** False to take no more; that entry is taken. */
        boolean take(LogEntry entry, long sequence, int bytes);
    }

    /** Hands over the oldest ones, which are on their way from then on. For the sender alone. The taker is called under the lock. */
    void take(int most, Taker taker) {
        lock.lock();
        try {
            boolean goesOn = true;
            for (int i = 0; i < most && goesOn; i++) {
                Ring ring = oldest(rings.length);
                if (ring == null) {
                    return;
                }
                LogEntry entry = ring.head();
                long number = ring.headSequence();
                int bytes = ring.headBytes();
                remove(ring);
                flightRecords++;
                flightBytes += bytes;
                goesOn = taker.take(entry, number, bytes);
            }
        } finally {
            lock.unlock();
        }
    }

    /** These are no longer in memory. */
    void release(int records, long bytes) {
        lock.lock();
        try {
            flightRecords -= records;
            flightBytes -= bytes;
            if (waiters > 0) {
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What is on its way takes this much more, or less, than it was thought to. */
    void resize(long moreBytes) {
        release(0, -moreBytes);
    }

    /** Whether the sender may lie down, until {@link Answer#TAKEN_WAKE} is somebody's answer. */
    boolean sleeps() {
        lock.lock();
        try {
            isAsleep = queuedRecords == 0 && !isClosed;
            return isAsleep;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more gets in. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Those that wait are dropped. */
    void dropAll(DropReason reason) {
        lock.lock();
        try {
            for (Ring ring = oldest(rings.length); ring != null; ring = oldest(rings.length)) {
                tally.dropped(reason, ring.head().level());
                remove(ring);
            }
        } finally {
            lock.unlock();
        }
    }

    Standing standing() {
        lock.lock();
        try {
            return new Standing(sequence, (long) queuedRecords + flightRecords, queuedBytes + flightBytes);
        } finally {
            lock.unlock();
        }
    }

    boolean isHalfFull() {
        lock.lock();
        try {
            return queuedRecords >= bounds.records / 2 || queuedBytes >= bounds.bytes / 2;
        } finally {
            lock.unlock();
        }
    }

    int queued() {
        lock.lock();
        try {
            return queuedRecords;
        } finally {
            lock.unlock();
        }
    }

    /** First in, first out; grows as far as the bounds let it. */
    private static final class Ring {
        private static final int FIRST = 64;

        private @Nullable LogEntry[] entries = new LogEntry[FIRST];
        private long[] sequences = new long[FIRST];
        private int[] bytes = new int[FIRST];
        private int first;
        private int size;
        private long allBytes;

        void add(LogEntry entry, long sequence, int size) {
            if (this.size == entries.length) {
                grow();
            }
            int place = (first + this.size) & (entries.length - 1);
            entries[place] = entry;
            sequences[place] = sequence;
            bytes[place] = size;
            allBytes += size;
            this.size++;
        }

        private void grow() {
            int length = entries.length;
            @Nullable LogEntry[] moreEntries = new LogEntry[length * 2];
            long[] moreSequences = new long[length * 2];
            int[] moreBytes = new int[length * 2];
            int toEnd = length - first;
            System.arraycopy(entries, first, moreEntries, 0, toEnd);
            System.arraycopy(entries, 0, moreEntries, toEnd, first);
            System.arraycopy(sequences, first, moreSequences, 0, toEnd);
            System.arraycopy(sequences, 0, moreSequences, toEnd, first);
            System.arraycopy(bytes, first, moreBytes, 0, toEnd);
            System.arraycopy(bytes, 0, moreBytes, toEnd, first);
            entries = moreEntries;
            sequences = moreSequences;
            bytes = moreBytes;
            first = 0;
        }

        LogEntry head() {
            LogEntry head = entries[first];
            if (head == null) {
                throw new IllegalStateException("an empty ring has no head");
            }
            return head;
        }

        long headSequence() {
            return sequences[first];
        }

        int headBytes() {
            return bytes[first];
        }

        void remove() {
            entries[first] = null;
            allBytes -= bytes[first];
            first = (first + 1) & (entries.length - 1);
            size--;
        }
    }
}
