package dev.leat.testkit.internal;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread that runs when {@link Turns} lets it. All fields but the marked belong to whoever has the baton. */
final class Strand extends Thread {
    private final Turns turns;
    private final SimulatedProcess process;
    private final Runnable task;

    private BooleanSupplier condition = () -> false;
    private long deadlineNanos;

    private volatile boolean permit;
    private volatile boolean turn;

    private final Object interruptLock = new Object();
    /** Guarded by the lock: the thread was interrupted while it waited for its turn. */
    private boolean interruptNoted;

    Strand(Turns turns, SimulatedProcess process, String name, Runnable task) {
        super(name);
        setDaemon(true);
        this.turns = turns;
        this.process = process;
        this.task = task;
    }

    boolean isOf(Turns turns) {
        return this.turns == turns;
    }

    boolean isFrozen() {
        return process.isFrozen();
    }

    @Override
    public synchronized void start() {
        if (!turns.isOver()) {
            turns.started(this);
            super.start();
        }
    }

    @Override
    public void run() {
        Throwable failure = null;
        try {
            awaitTurn();
            task.run();
        } catch (TestIsOver e) {
            // as it should be
        } catch (Throwable e) {
            failure = e;
        } finally {
            turns.ended(this, failure);
        }
    }

    void waitsFor(BooleanSupplier condition, long deadlineNanos) {
        this.condition = condition;
        this.deadlineNanos = deadlineNanos;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    boolean mayGoOn(long nowNanos) {
        return deadlineNanos <= nowNanos || condition.getAsBoolean() || isInterruptPending();
    }

    // --- parking, as of LockSupport ---

    void park(long nanos) {
        try {
            turns.await(this::hasPermit, nanos);
        } catch (InterruptedException e) {
            interrupt();
        }
        permit = false;
    }

    private boolean hasPermit() {
        return permit;
    }

    void unpark() {
        permit = true;
    }

    // --- the baton ---

    void giveTurn() {
        turn = true;
        LockSupport.unpark(this);
    }

    void awaitTurn() {
        while (!turn) {
            LockSupport.park(this);
            noteInterrupt();
        }
        turn = false;
        if (turns.isOver()) {
            throw new TestIsOver();
        }
        restoreInterrupt();
    }

    /** An interrupt must neither wake the thread out of turn nor be lost, nor be seen by nobody for a moment. */
    private void noteInterrupt() {
        synchronized (interruptLock) {
            if (Thread.interrupted()) {
                interruptNoted = true;
            }
        }
    }

    private void restoreInterrupt() {
        synchronized (interruptLock) {
            if (interruptNoted) {
                interruptNoted = false;
                interrupt();
            }
        }
    }

    private boolean isInterruptPending() {
        synchronized (interruptLock) {
            return interruptNoted || isInterrupted();
        }
    }

    /** The calling thread, if it is one. */
    static @Nullable Strand current() {
        return Thread.currentThread() instanceof Strand strand ? strand : null;
    }
}
