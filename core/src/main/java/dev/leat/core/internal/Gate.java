package dev.leat.core.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether records of an assignment may be started, and what goes on of those that were. Workers enter and leave; the owner suspends,
 * closes, and lets on what had to wait.
 *
 * <p>What may not start is parked here, not dropped. The owner looks each round whether it may by now, so no event has to be caught.
 */
final class Gate {
    private final Lease lease;
    private final Mailbox mailbox;
    private final Queue<Runnable> parked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger workersInside = new AtomicInteger();
    private final AtomicInteger outside = new AtomicInteger();
    private final AtomicInteger postponed = new AtomicInteger();
    private volatile boolean suspended;
    private volatile boolean closed;

    Gate(Lease lease, Mailbox mailbox) {
        this.lease = lease;
        this.mailbox = mailbox;
    }

    /** Worker: whether it may start a record now. If not, the task will be run when it may; never, if the assignment is over. */
    boolean mayStart(Runnable task) {
        if (isOpen()) {
            return true;
        }
        if (closed) {
            return false;
        }
        parked.add(task);
        // It may have opened in between; whoever takes the task out of the queue has it.
        return isOpen() && parked.remove(task);
    }

    private boolean isOpen() {
        return !closed && !suspended && lease.holds();
    }

    /** Owner: lets on what may start by now. */
    void letOn(Executor workers) {
        if (!parked.isEmpty() && isOpen()) {
            for (Runnable task = parked.poll(); task != null; task = parked.poll()) {
                workers.execute(task);
            }
        }
    }

    void suspend(boolean suspended) {
        this.suspended = suspended;
    }

    boolean isSuspended() {
        return suspended;
    }

    void close() {
        closed = true;
        parked.clear();
    }

    boolean isClosed() {
        return closed;
    }

    /** Worker: from here to {@link #left} it may run handlers. */
    void entered() {
        workersInside.incrementAndGet();
    }

    void left() {
        if (workersInside.decrementAndGet() == 0 && closed) {
            mailbox.post(() -> {});
        }
    }

    /** A record waits for a stage or for its dead letter, with no worker; until {@link #cameBack} the assignment is not quiet. */
    void wentOutside() {
        outside.incrementAndGet();
    }

    void cameBack() {
        if (outside.decrementAndGet() == 0 && closed) {
            mailbox.post(() -> {});
        }
    }

    /** Records wait for others before they are tried. Nobody has to wait for them: an assignment that is quiet may be given away. */
    void postponed() {
        postponed.incrementAndGet();
    }

    void resumed() {
        postponed.decrementAndGet();
    }

    boolean hasPostponed() {
        return postponed.get() > 0;
    }

    boolean hasWorkers() {
        return workersInside.get() > 0;
    }

    /** Nothing runs in a worker, and nothing goes on elsewhere. */
    boolean isQuiet() {
        return workersInside.get() == 0 && outside.get() == 0;
    }

    boolean hasParked() {
        return !parked.isEmpty();
    }

    @Override
    public String toString() {
        return (closed ? "closed" : suspended ? "paused" : lease.holds() ? "open" : "lease over") + ", " + workersInside
                + " workers inside, " + outside + " outside, " + parked.size() + " parked, " + postponed + " postponed";
    }
}
