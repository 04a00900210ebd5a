package dev.leat.core.internal;

import static dev.leat.core.GroupState.CLOSED;
import static dev.leat.core.GroupState.CLOSING;
import static dev.leat.core.GroupState.CONSUMING;
import static dev.leat.core.GroupState.INITIALISING;
import static dev.leat.core.GroupState.STARTING;
import static dev.leat.core.GroupState.STOPPED;
import static dev.leat.core.GroupState.STOPPING;

import dev.leat.core.GroupState;
import dev.leat.core.GroupStateListener;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The states of a group from its making to its end, what users want of it, and who waits for what. Thread-safe; never calls anybody
 * but the listener, which is told of each change in order and under the lock, and so must not wait.
 */
final class Lifecycle {
    private final Surroundings surroundings;
    private final GroupStateListener listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Guarded by this, as all that follows; read without. */
    private volatile GroupState state = INITIALISING;

    private final List<Expectation> expectations = new ArrayList<>();
    private boolean shallRun;
    private boolean hasInitialised;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Throwable trouble;

    Lifecycle(Surroundings surroundings, GroupStateListener listener) {
        this.surroundings = surroundings;
        this.listener = listener;
    }

    GroupState state() {
        return state;
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** What was in the way of the last attempt, while there are attempts. */
    Optional<Throwable> trouble() {
        return state == INITIALISING || state == STARTING ? Optional.ofNullable(trouble) : Optional.empty();
    }

    /** An attempt has failed, and another follows. */
    void troubled(Throwable reason) {
        trouble = reason;
    }

    boolean isClosing() {
        return state == CLOSING || state == CLOSED;
    }

    /** Kafka has answered. True if a run is to begin. */
    synchronized boolean initialised() {
        if (state != INITIALISING) {
            return false;
        }
        hasInitialised = true;
        trouble = null;
        become(shallRun ? STARTING : STOPPED);
        return shallRun;
    }

    /**
     * True if a run is to begin; it begins later if the group is initialising or stopping.
     *
     * @throws IllegalStateException if it is closed
     */
    synchronized boolean start(String group) {
        if (isClosing()) {
            throw new IllegalStateException("'" + group + "' is closed; build a new one to start again");
        }
        want(true);
        if (state == STOPPED) {
            become(STARTING);
            return true;
        }
        return false;
    }

    /** True if the run is to end. */
    synchronized boolean stop() {
        if (isClosing()) {
            return false;
        }
        want(false);
        if (state == STARTING || state == CONSUMING) {
            become(STOPPING);
            return true;
        }
        return false;
    }

    /** True if there is a run that has to end first, also one that is stopping. */
    synchronized boolean close() {
        if (isClosing()) {
            return state == CLOSING;
        }
        boolean runs = state == STARTING || state == CONSUMING || state == STOPPING;
        shallRun = false;
        become(CLOSING);
        closing.countDown();
        if (!runs) {
            become(CLOSED);
        }
        return runs;
    }

    /** Only the first reason counts; false for later ones. */
    synchronized boolean failed(Throwable reason) {
        if (failure != null) {
            return false;
        }
        failure = reason;
        return true;
    }

    synchronized void joined() {
        trouble = null;
        if (state == STARTING) {
            become(CONSUMING);
        }
    }

    synchronized void parted() {
        if (state == CONSUMING) {
            become(STARTING);
        }
    }

    /** The run is over. True if the next is to begin at once. */
    synchronized boolean runEnded() {
        trouble = null;
        if (state == CLOSING) {
            become(CLOSED);
            return false;
        }
        become(STOPPED);
        if (shallRun) {
            become(STARTING);
        }
        return shallRun;
    }

    /** False if the time is up, or the state cannot come any more. */
    boolean await(GroupState wanted, Duration atMost) throws InterruptedException {
        return await(() -> state == wanted, atMost);
    }

    /** Until Kafka has answered once. */
    boolean awaitInitialised(Duration atMost) throws InterruptedException {
        return await(() -> hasInitialised, atMost);
    }

    /** Until nothing runs, and nothing is meant to. */
    boolean awaitStopped(Duration atMost) throws InterruptedException {
        return await(() -> state == STOPPED || state == CLOSED || (state == INITIALISING && !shallRun), atMost);
    }

    /** Waits until it is to be closed; false if the time is up before. */
    boolean awaitClosing(Duration atMost) throws InterruptedException {
        return surroundings.await(closing, Nanos.of(atMost));
    }

    private boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        Expectation expectation = new Expectation(condition);
        synchronized (this) {
            expectation.look();
            expectations.add(expectation);
        }
        try {
            surroundings.await(expectation.decided, Nanos.of(atMost));
            return expectation.met;
        } finally {
            synchronized (this) {
                expectations.remove(expectation);
            }
        }
    }

    private void want(boolean running) {
        shallRun = running;
        expectations.forEach(Expectation::look);
    }

    private void become(GroupState next) {
        GroupState before = state;
        state = next;
        expectations.forEach(Expectation::look);
        listener.stateChanged(before, next);
    }

    /** Looked at with each change, so that not even a state is missed that lasts a moment. */
    private final class Expectation {
        private final BooleanSupplier condition;
        private final CountDownLatch decided = new CountDownLatch(1);
        private volatile boolean met;

        Expectation(BooleanSupplier condition) {
            this.condition = condition;
        }

        void look() {
            if (condition.getAsBoolean()) {
                met = true;
            }
            if (met || state == CLOSED) {
                decided.countDown();
            }
        }
    }
}
