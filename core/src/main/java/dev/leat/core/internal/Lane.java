package dev.leat.core.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that are handled one call after the other. A lane is its own task: it is with at most one worker at a time, and only while it
 * has something to do, so any number of lanes share the workers.
 *
 * <p>The record in hand is the <em>head</em>. One that is not done when its call ends stays the head until it is; meanwhile a {@link
 * Pending} has it, and the lane is <em>blocked</em>: with no worker. Fields marked "lock" are guarded by this object's monitor, which is
 * never held while a handler runs.
 */
abstract class Lane implements Runnable {
    /** Calls before the lane queues up behind other lanes again. */
    private static final int CALLS_A_TURN = 64;

    final Assignment assignment;
    final Handling handling;

    private final Runnable whenStuck;
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>(); // lock
    private @Nullable ConsumerRecord<byte[], byte[]> head; // lock
    private boolean scheduled; // lock: with a worker, queued for one, or parked
    private boolean blocked; // lock
    private int headsTaken; // lock
    private boolean closed; // lock

    /** Whoever has the lane. */
    private boolean headDone;

    /** Owner: what the current dispatch has for this lane. */
    private final List<ConsumerRecord<byte[], byte[]>> collected = new ArrayList<>();
    /** Owner: {@link #headsTaken} at the last look, and whether the head was the same as at the one before. */
    private int headsSeen;

    private boolean sameHeadAtLastLook;

    /** @param whenStuck run by the owner when the head will not move for a while */
    Lane(Assignment assignment, Handling handling, Runnable whenStuck) {
        this.assignment = assignment;
        this.handling = handling;
        this.whenStuck = whenStuck;
    }

    // --- the owner's side ---

    /** Keeps a record for the next {@link #handOver}. True for the first since the last. */
    final boolean collect(ConsumerRecord<byte[], byte[]> record) {
        collected.add(record);
        return collected.size() == 1;
    }

    final void handOver() {
        append(collected);
        collected.clear();
    }

    final void append(Collection<ConsumerRecord<byte[], byte[]>> records) {
        synchronized (this) {
            if (closed) {
                return;
            }
            waiting.addAll(records);
            arrived(records.size());
            if (scheduled || blocked || !isReady(waiting.size())) {
                return;
            }
            scheduled = true;
        }
        handling.workers().execute(this);
    }

    /** Under the lock, after records have come. */
    void arrived(int records) {}

    /** Under the lock: whether so many waiting records are worth a call. */
    boolean isReady(int records) {
        return records > 0;
    }

    /** Starts a call if time alone has made it worth one. */
    final void look() {
        synchronized (this) {
            if (closed || scheduled || blocked || !isReady(waiting.size())) {
                return;
            }
            scheduled = true;
        }
        handling.workers().execute(this);
    }

    /** Nothing is waiting, running, blocked or collected. Lasts until the owner appends again. */
    final boolean isIdle() {
        if (!collected.isEmpty()) {
            return false;
        }
        synchronized (this) {
            return !scheduled && !blocked && waiting.isEmpty();
        }
    }

    /** Something is waiting, but not enough of it yet for a call. */
    final synchronized boolean isGathering() {
        return !scheduled && !blocked && !waiting.isEmpty() && !isReady(waiting.size());
    }

    /** Whether the head is still the one of the last call. */
    final boolean hasNotMovedSinceLastLook() {
        synchronized (this) {
            sameHeadAtLastLook = head != null && headsSeen == headsTaken;
            headsSeen = headsTaken;
        }
        return sameHeadAtLastLook;
    }

    final boolean isMoving() {
        synchronized (this) {
            return !blocked && !sameHeadAtLastLook;
        }
    }

    final synchronized @Nullable ConsumerRecord<byte[], byte[]> head() {
        return head;
    }

    /** Takes out what is waiting and not matched, in order; nothing if the head is another by now. */
    final synchronized List<ConsumerRecord<byte[], byte[]>> takeUnless(
            Predicate<ConsumerRecord<byte[], byte[]>> stays, ConsumerRecord<byte[], byte[]> behind) {
        if (head != behind) {
            return List.of();
        }
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
        waiting.removeIf(record -> !stays.test(record) && taken.add(record));
        return taken;
    }

    /** Its assignment is over: forgets what waits, so that a pause for a retry keeps no more than its own record. */
    final synchronized void close() {
        closed = true;
        waiting.clear();
    }

    // --- the worker's side ---

    @Override
    public final void run() {
        assignment.entered();
        boolean again = false;
        try {
            again = takeTurn();
        } catch (Throwable e) {
            // Not the handler's: those are caught. A lane that just ended here would be missed by nobody.
            handling.stopGroup(e);
        } finally {
            assignment.left();
        }
        if (again) {
            handling.workers().execute(this);
        }
    }

    /** True if there may be more to do; the lane is then still scheduled. */
    private boolean takeTurn() {
        for (int i = 0; i < CALLS_A_TURN; i++) {
            if (!call()) {
                return false;
            }
        }
        return true;
    }

    /** Takes what comes next and handles it. False if the lane is out of this worker's hands: idle, blocked or parked. */
    abstract boolean call();

    /** The next record; null if there is none, or none that may be started now. */
    final @Nullable ConsumerRecord<byte[], byte[]> takeHead() {
        boolean may = assignment.mayStart(this);
        synchronized (this) {
            if (headDone) {
                head = null;
                headDone = false;
            }
            if (!may) {
                return null; // parked: still scheduled
            }
            if (!isReady(waiting.size())) {
                scheduled = false;
                return null;
            }
            head = waiting.poll();
            headsTaken++;
            return head;
        }
    }

    /** Behind the head, at most so many. */
    final synchronized List<ConsumerRecord<byte[], byte[]>> takeMore(int most) {
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>(Math.min(most, waiting.size()));
        while (taken.size() < most && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    /** The head needs the lane no more. */
    final void headDone() {
        headDone = true;
    }

    /** From here on the lane is out of this worker's hands, until {@link #unblock}. */
    final synchronized void block() {
        blocked = true;
        scheduled = false;
    }

    // --- the side of what unblocks it ---

    /** The head is done, or will never be; exactly once after {@link #block}, from any thread. */
    final void unblock() {
        headDone = true;
        synchronized (this) {
            blocked = false;
            scheduled = true;
        }
        handling.workers().execute(this);
    }

    final void reportStuck() {
        handling.tellOwner(whenStuck);
    }

    @Override
    public final synchronized String toString() {
        ConsumerRecord<byte[], byte[]> head = this.head;
        return "lane[" + (head == null ? "no head" : "head @" + head.offset())
                + (blocked ? " blocked" : scheduled ? " scheduled" : "") + ", " + waiting.size() + " waiting]";
    }
}
