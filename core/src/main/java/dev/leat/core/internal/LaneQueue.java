package dev.leat.core.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What waits in a lane, and whether the lane is with somebody. A monitor, between the owner and whoever has the lane; never held while a
 * handler runs.
 */
final class LaneQueue {
    /** Whether what waits is worth a call. Asked under the queue's lock. */
    interface Readiness {
        Readiness AT_ONCE = waiting -> waiting > 0;

        boolean isReady(int waiting);

        default void arrived(int records) {}

        default void taken(int records) {}
    }

    private final Readiness readiness;
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private @Nullable ConsumerRecord<byte[], byte[]> head;
    /** With a worker, queued for one, or parked. */
    private boolean scheduled;

    private boolean blocked;
    private boolean closed;
    private int headsTaken;
    /** The owner's last look: how many heads had been taken, and whether it was the same head as at the look before. */
    private int headsSeen;

    private boolean sameHeadAtLastLook;

    LaneQueue(Readiness readiness) {
        this.readiness = readiness;
    }

    /** True if the lane is to be scheduled now, by the caller. */
    synchronized boolean add(Collection<ConsumerRecord<byte[], byte[]>> records) {
        if (closed) {
            return false;
        }
        waiting.addAll(records);
        readiness.arrived(records.size());
        return schedule();
    }

    /** True if time alone has made it worth a call, and the lane is to be scheduled now, by the caller. */
    synchronized boolean schedule() {
        if (closed || scheduled || blocked || !readiness.isReady(waiting.size())) {
            return false;
        }
        scheduled = true;
        return true;
    }

    /**
     * Up to so many records; the first is the head from now on. None if there is nothing to do: then the lane is idle. None, too, if
     * nothing may be started: then it is parked, and still scheduled.
     *
     * @param may asked under the lock: once parked, another worker may have the lane before this call has returned
     */
    synchronized List<ConsumerRecord<byte[], byte[]>> take(BooleanSupplier may, boolean headDone, int most) {
        ConsumerRecord<byte[], byte[]> first = takeOne(may, headDone);
        if (first == null) {
            return List.of();
        }
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>(Math.min(most, waiting.size() + 1));
        taken.add(first);
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        readiness.taken(taken.size() - 1);
        return taken;
    }

    /** {@link #take} of one. */
    synchronized @Nullable ConsumerRecord<byte[], byte[]> takeOne(BooleanSupplier may, boolean headDone) {
        if (headDone) {
            head = null;
        }
        if (!may.getAsBoolean()) {
            return null;
        }
        if (!readiness.isReady(waiting.size())) {
            scheduled = false;
            return null;
        }
        head = waiting.poll();
        headsTaken++;
        readiness.taken(1);
        return head;
    }

    synchronized void block() {
        blocked = true;
        scheduled = false;
    }

    synchronized void unblock() {
        blocked = false;
        scheduled = true;
    }

    /** Forgets what waits, so that a pause for a retry keeps no more than its own record. */
    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    /** Nothing is waiting, running or blocked. */
    synchronized boolean isIdle() {
        return !scheduled && !blocked && waiting.isEmpty();
    }

    /** Something is waiting, but not enough of it yet for a call. */
    synchronized boolean isGathering() {
        return !scheduled && !blocked && !waiting.isEmpty() && !readiness.isReady(waiting.size());
    }

    /** Whether the head is still the one of the last call. */
    synchronized boolean hasNotMovedSinceLastLook() {
        sameHeadAtLastLook = head != null && headsSeen == headsTaken;
        headsSeen = headsTaken;
        return sameHeadAtLastLook;
    }

    synchronized boolean isMoving() {
        return !blocked && !sameHeadAtLastLook;
    }

    synchronized @Nullable ConsumerRecord<byte[], byte[]> head() {
        return head;
    }

    /** The one in hand, else the first that waits. */
    synchronized @Nullable ConsumerRecord<byte[], byte[]> oldest() {
        return head != null ? head : waiting.peek();
    }

    /** Takes out what is waiting and not matched, in order; nothing if the head is another by now. */
    synchronized List<ConsumerRecord<byte[], byte[]>> takeUnless(
            Predicate<ConsumerRecord<byte[], byte[]>> stays, ConsumerRecord<byte[], byte[]> behind) {
        if (head != behind) {
            return List.of();
        }
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
        waiting.removeIf(record -> !stays.test(record) && taken.add(record));
        return taken;
    }

    @Override
    public synchronized String toString() {
        ConsumerRecord<byte[], byte[]> head = this.head;
        return "lane[" + (head == null ? "no head" : "head @" + head.offset())
                + (blocked ? " blocked" : scheduled ? " scheduled" : "") + ", " + waiting.size() + " waiting]";
    }
}
