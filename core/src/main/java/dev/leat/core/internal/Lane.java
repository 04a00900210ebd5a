package dev.leat.core.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that are handled one call after the other. A lane is its own task: it is with at most one worker at a time, and only while it
 * has something to do, so any number of lanes share the workers.
 *
 * <p>The record in hand is the <em>head</em>. One that is not done when its call ends stays the head until it is; meanwhile a {@link
 * Pending} has it, and the lane is <em>blocked</em>: with no worker.
 */
abstract class Lane implements Runnable {
    /** Calls before the lane queues up behind other lanes again. */
    private static final int CALLS_A_TURN = 64;

    final Assignment assignment;
    final Handling handling;

    private final LaneQueue queue;
    private final Runnable whenStuck;
    /** Owner: what the current dispatch has for this lane. */
    private final List<ConsumerRecord<byte[], byte[]>> collected = new ArrayList<>();
    /** Whoever has the lane: whether the head needs it no more. */
    private boolean headDone;

    private final BooleanSupplier mayStart = this::mayStart;

    /** @param whenStuck run by the owner when the head will not move for a while */
    Lane(Assignment assignment, Handling handling, LaneQueue.Readiness readiness, Runnable whenStuck) {
        this.assignment = assignment;
        this.handling = handling;
        this.queue = new LaneQueue(readiness);
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
        if (queue.add(records)) {
            handling.workers().execute(this);
        }
    }

    /** Starts a call if time alone has made it worth one. */
    final void look() {
        if (queue.schedule()) {
            handling.workers().execute(this);
        }
    }

    /** Nothing is waiting, running, blocked or collected. Lasts until the owner appends again. */
    final boolean isIdle() {
        return collected.isEmpty() && queue.isIdle();
    }

    final LaneQueue queue() {
        return queue;
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
        boolean done = headDone;
        headDone = false;
        return queue.takeOne(mayStart, done);
    }

    /** The next records, at most so many; none if there are none, or none that may be started now. */
    final List<ConsumerRecord<byte[], byte[]>> takeHeads(int most) {
        boolean done = headDone;
        headDone = false;
        return queue.take(mayStart, done, most);
    }

    /** If not, the lane is parked. */
    private boolean mayStart() {
        return assignment.mayStart(this);
    }

    /** The head needs the lane no more. */
    final void headDone() {
        headDone = true;
    }

    /** From here on the lane is out of this worker's hands, until {@link #unblock}. */
    final void block() {
        queue.block();
    }

    // --- the side of what unblocks it ---

    /** The head is done, or will never be; exactly once after {@link #block}, from any thread. */
    final void unblock() {
        headDone = true;
        queue.unblock();
        handling.workers().execute(this);
    }

    final void reportStuck() {
        handling.tellOwner(whenStuck);
    }

    @Override
    public final String toString() {
        return queue.toString();
    }
}
