package dev.leat.testkit.internal;

import dev.leat.testkit.StuckException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Real threads of which one runs at a time, and the clock they live by.
 *
 * <p>There is one baton. A {@link Strand} runs while it has it, and hands it on when it waits or ends: to the strand that is next, or to
 * the <em>driver</em>, the test's thread, when there is none, or when what the driver wants has come to be. Whoever has the baton may
 * touch everything here and in the broker; handing it on makes all of that visible to the next. Time stands still while anybody can run,
 * and moves in one step to the next moment at which somebody can.
 *
 * <p>Strands that could go on do so first come, first served, or in an order drawn from a seed.
 */
public final class Turns {
    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();
    private static final Duration FOR_LAST_STEPS = Duration.ofSeconds(2);

    private record Timer(long dueNanos, long number, Runnable action) {}

    private final Duration stuckAfter;
    private final int mostTurns;
    private final @Nullable Random random;
    private final ReentrantLock driving = new ReentrantLock();

    private final List<Strand> alive = new ArrayList<>();
    /** At their end, but the JVM may not be done with them yet. */
    private final List<Strand> ending = new ArrayList<>();

    private final List<Strand> waiting = new ArrayList<>();
    private final ArrayDeque<Strand> ready = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Turns::compare);
    private long timersMade;

    private BooleanSupplier goal = () -> true;
    private long limitNanos;
    private @Nullable Throwable problem;
    private @Nullable Thread driver;
    private volatile boolean driversTurn;
    private volatile @Nullable Strand running;
    private volatile long turns;
    private volatile long nowNanos;
    private volatile boolean over;
    private long turnsAtThisMoment;

    /**
     * @param stuckAfter in real time: a thread that runs longer than this without waiting in here is taken for blocked elsewhere
     * @param mostTurns more of them without time moving are taken for threads that keep each other busy for ever
     * @param random null for first come, first served
     */
    public Turns(Duration stuckAfter, int mostTurns, @Nullable Random random) {
        this.stuckAfter = stuckAfter;
        this.mostTurns = mostTurns;
        this.random = random;
    }

    private static int compare(Timer one, Timer other) {
        int byTime = Long.compare(one.dueNanos, other.dueNanos);
        return byTime != 0 ? byTime : Long.compare(one.number, other.number);
    }

    /** Nanoseconds since the beginning. */
    public long nanos() {
        return nowNanos;
    }

    /** The moment that many nanoseconds from now. */
    long in(long nanos) {
        long at = nowNanos + Math.max(0, nanos);
        return at < 0 ? Long.MAX_VALUE : at;
    }

    /** Has this run at that time, by whoever has the baton then. */
    void at(long dueNanos, Runnable action) {
        timers.add(new Timer(dueNanos, timersMade++, action));
    }

    // --- the driver's side ---

    /**
     * Lets strands run until the goal is reached, or nobody can go on before that time. In the end it is that time, unless the goal was
     * reached before.
     *
     * @return whether the goal was reached
     */
    public boolean drive(BooleanSupplier goal, long untilNanos) {
        if (Thread.currentThread() instanceof Strand strand && strand.isOf(this)) {
            throw new IllegalStateException("called by " + strand.getName()
                    + ", which is one of the threads that would have to run; only the test itself may let time pass");
        }
        driving.lock();
        try {
            if (over) {
                throw new IllegalStateException("this test kit is closed, or a thread was stuck in it", problem);
            }
            this.goal = goal;
            limitNanos = untilNanos;
            turnsAtThisMoment = 0;
            driver = Thread.currentThread();
            Strand first = next();
            if (first != null) {
                handOver(first);
                awaitDriversTurn();
            }
            throwProblem();
            return goal.getAsBoolean();
        } finally {
            driving.unlock();
        }
    }

    /** One turn of one strand; false if none can go on now. */
    public boolean step() {
        long before = turns;
        return drive(() -> turns > before, nowNanos);
    }

    private void awaitDriversTurn() {
        long seen = turns;
        long since = System.nanoTime();
        boolean interrupted = false;
        while (!driversTurn) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            interrupted |= Thread.interrupted();
            if (turns != seen) {
                seen = turns;
                since = System.nanoTime();
            } else if (!driversTurn && System.nanoTime() - since > stuckAfter.toNanos()) {
                stuck(running);
            }
        }
        driversTurn = false;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stuck(@Nullable Strand strand) {
        if (strand == null) {
            return; // it is handing over right now
        }
        over = true;
        StuckException stuck = new StuckException(strand.getName(), stuckAfter, strand.getStackTrace());
        problem = stuck;
        throw stuck;
    }

    private void throwProblem() {
        Throwable problem = this.problem;
        if (problem != null) {
            this.problem = null;
            throw new IllegalStateException(problem.getMessage(), problem);
        }
    }

    /** Ends all strands, wherever they wait. */
    public void end() {
        driving.lock();
        try {
            over = true;
            driver = Thread.currentThread();
            for (Strand strand : List.copyOf(alive)) {
                strand.interrupt();
                strand.giveTurn();
                joinUninterruptibly(strand);
            }
            ending.forEach(Turns::joinUninterruptibly);
        } finally {
            driving.unlock();
        }
    }

    private static void joinUninterruptibly(Strand strand) {
        try {
            strand.join(FOR_LAST_STEPS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // --- the strands' side ---

    void started(Strand strand) {
        alive.add(strand);
        ready.add(strand);
    }

    /** Nobody will run any more: it was ended, or a thread was stuck. */
    public boolean isOver() {
        return over;
    }

    /** The strand is at its end. */
    void ended(Strand strand, @Nullable Throwable failure) {
        if (over) {
            return;
        }
        alive.remove(strand);
        ending.removeIf(before -> !before.isAlive());
        ending.add(strand);
        if (failure != null) {
            problem = new IllegalStateException("thread " + strand.getName() + " ended with " + failure, failure);
        }
        passOn();
    }

    /**
     * Waits until the condition holds, which is asked by others who have the baton, and must be cheap. The test's thread may wait, too; it
     * then drives.
     *
     * @return whether it holds
     */
    boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
        if (!(Thread.currentThread() instanceof Strand me) || !me.isOf(this)) {
            return drive(condition, in(nanos));
        }
        checkGoesOn();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before waiting");
        }
        if (condition.getAsBoolean()) {
            return true;
        }
        if (nanos <= 0) {
            return false;
        }
        me.waitsFor(condition, in(nanos));
        waiting.add(me);
        switchFrom(me);
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting");
        }
        return condition.getAsBoolean();
    }

    /** Waits until {@link #wake}, and is never woken by anything else. */
    void sleep(Strand me) {
        checkGoesOn();
        switchFrom(me);
    }

    void wake(Strand sleeper) {
        ready.add(sleeper);
    }

    /** With a seed: now and then lets others go first. Never called while a monitor is held. */
    void maybeLetOthersGo() {
        if (random != null
                && Thread.currentThread() instanceof Strand me
                && me.isOf(this)
                && !over
                && random.nextInt(4) == 0) {
            ready.add(me);
            switchFrom(me);
        }
    }

    private void checkGoesOn() {
        if (over) {
            throw new TestIsOver();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only whoever has the baton writes it
    private void switchFrom(Strand me) {
        Strand next = nextOrProblem();
        if (next == me) {
            turns++;
            return;
        }
        handOver(next);
        me.awaitTurn();
    }

    private void passOn() {
        handOver(nextOrProblem());
    }

    private @Nullable Strand nextOrProblem() {
        try {
            return problem == null ? next() : null;
        } catch (Throwable e) {
            problem = e;
            return null;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only whoever has the baton writes it
    private void handOver(@Nullable Strand to) {
        running = to;
        if (to != null) {
            turns++;
            to.giveTurn();
        } else {
            driversTurn = true;
            LockSupport.unpark(driver);
        }
    }

    // --- who is next ---

    /** Null for the driver. */
    private @Nullable Strand next() {
        while (!goal.getAsBoolean()) {
            runDueTimers();
            collectReady();
            Strand next = take();
            if (next != null) {
                if (++turnsAtThisMoment > mostTurns) {
                    throw new IllegalStateException("no rest after " + mostTurns
                            + " turns without time passing; the last were of " + next.getName() + " and " + ready);
                }
                return next;
            }
            long due = earliest();
            if (due > limitNanos) {
                nowNanos = Math.max(nowNanos, limitNanos);
                return null;
            }
            nowNanos = Math.max(nowNanos, due);
            turnsAtThisMoment = 0;
        }
        return null;
    }

    private void runDueTimers() {
        for (Timer timer = timers.peek(); timer != null && timer.dueNanos <= nowNanos; timer = timers.peek()) {
            timers.remove();
            timer.action.run();
        }
    }

    private void collectReady() {
        for (Iterator<Strand> all = waiting.iterator(); all.hasNext(); ) {
            Strand strand = all.next();
            if (strand.mayGoOn(nowNanos)) {
                all.remove();
                ready.add(strand);
            }
        }
    }

    private @Nullable Strand take() {
        if (random == null) {
            for (Iterator<Strand> all = ready.iterator(); all.hasNext(); ) {
                Strand strand = all.next();
                if (!strand.isFrozen()) {
                    all.remove();
                    return strand;
                }
            }
            return null;
        }
        List<Strand> able = ready.stream().filter(strand -> !strand.isFrozen()).toList();
        if (able.isEmpty()) {
            return null;
        }
        Strand drawn = able.get(random.nextInt(able.size()));
        ready.remove(drawn);
        return drawn;
    }

    private long earliest() {
        Timer timer = timers.peek();
        long earliest = timer == null ? Long.MAX_VALUE : timer.dueNanos;
        for (Strand strand : waiting) {
            if (!strand.isFrozen()) {
                earliest = Math.min(earliest, strand.deadlineNanos());
            }
        }
        return earliest;
    }
}
