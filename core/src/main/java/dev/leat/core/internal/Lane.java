package dev.leat.core.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that are handled one after the other. A lane is its own task: it is with at most one worker at a time, and only while it has
 * something to do, so any number of lanes share the workers.
 *
 * <p>The record in hand is the <em>head</em>. It stays the head while it waits for a retry or for its dead letter to be confirmed; the
 * lane is then <em>blocked</em> and with no worker. Fields marked "lock" are guarded by this object's monitor, which is never held
 * while a handler runs. The others belong to whoever has the lane: the worker, or while blocked the one event that will unblock it;
 * every hand-over passes through the monitor.
 */
final class Lane implements Runnable {
    /** Records handled before the lane queues up behind other lanes again. */
    private static final int RECORDS_A_TURN = 64;

    /** Makes lanes for one assignment. */
    interface Maker {
        /** @param lanes told when the lane is stuck */
        Lane newLane(Lanes lanes);
    }

    private final Assignment assignment;
    private final Lanes lanes;
    private final Handling handling;

    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>(); // lock
    private @Nullable ConsumerRecord<byte[], byte[]> head; // lock
    private boolean scheduled; // lock: with a worker, or queued for one
    private boolean blocked; // lock
    private int headsTaken; // lock

    private int attempt;
    private boolean headDone;
    /** The head's last failure while its dead letter is not confirmed. */
    private @Nullable Throwable givenUpFor;

    /** Owner: what the current dispatch has for this lane. */
    private final List<ConsumerRecord<byte[], byte[]>> collected = new ArrayList<>();
    /** Owner: {@link #headsTaken} at the last look, and whether the head was the same as at the one before. */
    private int headsSeen;

    private boolean sameHeadAtLastLook;

    Lane(Assignment assignment, Lanes lanes, Handling handling) {
        this.assignment = assignment;
        this.lanes = lanes;
        this.handling = handling;
    }

    // --- the owner's side ---

    /** Keeps a record for the next {@link #handOver}. True for the first since the last. */
    boolean collect(ConsumerRecord<byte[], byte[]> record) {
        collected.add(record);
        return collected.size() == 1;
    }

    void handOver() {
        append(collected);
        collected.clear();
    }

    void append(Collection<ConsumerRecord<byte[], byte[]>> records) {
        synchronized (this) {
            waiting.addAll(records);
            if (scheduled || blocked) {
                return;
            }
            scheduled = true;
        }
        handling.workers().execute(this);
    }

    /** Nothing is waiting, running, blocked or collected. Lasts until the owner appends again. */
    boolean isIdle() {
        if (!collected.isEmpty()) {
            return false;
        }
        synchronized (this) {
            return !scheduled && !blocked && waiting.isEmpty();
        }
    }

    /** Whether the head is still the one of the last call. */
    boolean hasNotMovedSinceLastLook() {
        synchronized (this) {
            sameHeadAtLastLook = head != null && headsSeen == headsTaken;
            headsSeen = headsTaken;
        }
        return sameHeadAtLastLook;
    }

    boolean isMoving() {
        synchronized (this) {
            return !blocked && !sameHeadAtLastLook;
        }
    }

    synchronized @Nullable ConsumerRecord<byte[], byte[]> head() {
        return head;
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

    // --- the worker's side ---

    @Override
    public void run() {
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
        for (int i = 0; i < RECORDS_A_TURN; i++) {
            ConsumerRecord<byte[], byte[]> record = takeHead();
            if (record == null || !handle(record)) {
                return false;
            }
        }
        return true;
    }

    private synchronized @Nullable ConsumerRecord<byte[], byte[]> takeHead() {
        if (headDone) {
            head = null;
            headDone = false;
        }
        if (!assignment.mayStart()) {
            scheduled = false;
            return null;
        }
        if (head == null) {
            head = waiting.poll();
            headsTaken++;
            attempt = 1;
            scheduled = head != null;
        }
        return head;
    }

    /** True if the lane goes on; false if it is blocked and out of this worker's hands. */
    private boolean handle(ConsumerRecord<byte[], byte[]> record) {
        if (givenUpFor != null) {
            return execute(Disposition.DEAD_LETTER, record, givenUpFor);
        }
        try {
            handling.handler().handle(record, attempt);
        } catch (Throwable failure) {
            Thread.interrupted(); // meant for this call, if at all
            return failed(record, failure);
        }
        Thread.interrupted();
        finish(record);
        return true;
    }

    private boolean failed(ConsumerRecord<byte[], byte[]> record, Throwable failure) {
        if (!assignment.mayStart()) {
            // Perhaps just interrupted. Unfinished, so it will be delivered again, here or elsewhere.
            handling.journal().failedWhileClosing(record, attempt, failure);
            block();
            return false;
        }
        Disposition disposition = handling.policy().after(record, attempt, failure);
        handling.journal().failed(record, attempt, failure, disposition);
        return execute(disposition, record, failure);
    }

    private boolean execute(Disposition disposition, ConsumerRecord<byte[], byte[]> record, Throwable failure) {
        if (disposition instanceof Disposition.Retry retry) {
            block();
            handling.later(retry.pause(), () -> {
                attempt++;
                unblock();
            });
            reportStuck();
            return false;
        }
        if (disposition instanceof Disposition.DeadLetter) {
            givenUpFor = failure;
            block();
            reportStuck();
            assignment.letterSent();
            handling.deadLetters().send(record, attempt, failure, error -> letterAnswered(record, error));
            return false;
        }
        if (disposition instanceof Disposition.Stop) {
            block();
            handling.stopGroup(failure);
            return false;
        }
        finish(record);
        return true;
    }

    private void finish(ConsumerRecord<byte[], byte[]> record) {
        assignment.finished(record);
        headDone = true;
    }

    private synchronized void block() {
        blocked = true;
        scheduled = false;
    }

    private void reportStuck() {
        handling.tellOwner(() -> lanes.stuck(this));
    }

    // --- the side of what unblocks it ---

    private void unblock() {
        synchronized (this) {
            blocked = false;
            scheduled = true;
        }
        handling.workers().execute(this);
    }

    private void letterAnswered(ConsumerRecord<byte[], byte[]> record, @Nullable Throwable error) {
        if (error == null) {
            givenUpFor = null;
            finish(record);
        } else if (!assignment.mayStart()) {
            // Perhaps just interrupted. Unfinished, so it will be delivered again, here or elsewhere.
            handling.journal().failedWhileClosing(record, attempt, error);
            assignment.letterArrived();
            return;
        } else if (!handling.deadLetterMayBeTriedAgain(record, error)) {
            assignment.letterArrived();
            return; // the group stops; the record stays unfinished
        }
        assignment.letterArrived();
        if (error == null) {
            unblock();
        } else {
            handling.later(Handling.DEAD_LETTER_PAUSE, this::unblock);
        }
    }

    @Override
    public synchronized String toString() {
        ConsumerRecord<byte[], byte[]> head = this.head;
        return "lane[" + (head == null ? "no head" : "head @" + head.offset() + " attempt " + attempt)
                + (blocked ? " blocked" : scheduled ? " scheduled" : "") + ", " + waiting.size() + " waiting]";
    }
}
