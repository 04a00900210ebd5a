package dev.leat.core.internal;

import dev.leat.core.GroupState;
import dev.leat.core.PartitionProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer group's life: initialised once, then one {@link Run} after another until it is closed.
 *
 * <p>Public methods may be called from any thread, also from a handler; those that wait for the end of the run do not wait there.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");
    private static final Duration END_BY_ITSELF = Duration.ofSeconds(30);
    /** The owner keeps the deadline itself; this is for its thread to come to an end. */
    private static final Duration SOME_MORE = Duration.ofSeconds(1);

    private final EngineSettings settings;
    private final Lifecycle lifecycle;
    private final Pauses pauses = new Pauses();
    private final CaughtUp caughtUp;
    private final Run.Whole whole;
    private final AtomicBoolean begun = new AtomicBoolean();
    /** The one there is, and those before it that have left handlers behind. Guarded by this. */
    private final List<Run> runs = new ArrayList<>();
    /** Guarded by this. */
    private @Nullable Run run;

    public Engine(EngineSettings settings) {
        this.settings = settings;
        this.lifecycle = new Lifecycle(settings.surroundings(), settings.states());
        this.caughtUp = new CaughtUp(settings.surroundings());
        this.whole = new Run.Whole(lifecycle, pauses, new Departed(), caughtUp, this::fail, this::ended);
    }

    /** Begins to ask Kafka for a sign of life; does not wait for it. A second call does nothing. */
    public void initialise() {
        if (begun.compareAndSet(false, true)) {
            new Initialisation(settings, lifecycle, this::initialised).start();
        }
    }

    private synchronized void initialised() {
        if (lifecycle.initialised()) {
            begin();
        }
    }

    /**
     * Starts as soon as it is initialised, and has stopped if it is stopping; does not wait for it.
     *
     * @throws IllegalStateException if it is closed
     */
    public synchronized void start() {
        initialise();
        if (lifecycle.start(settings.groupId())) {
            begin();
        }
    }

    /** Asks for the end of the run. A later call may only shorten the time. */
    public synchronized void stop(Duration atMost) {
        lifecycle.stop();
        if (run != null && lifecycle.state() == GroupState.STOPPING) {
            run.end(atMost);
        }
    }

    /** Stops within the given time, whatever handlers and Kafka do. False if it still runs, or if a handler asks, for whose end nobody waits. */
    public boolean stopAndWait(Duration atMost) throws InterruptedException {
        stop(atMost);
        return !runsCaller()
                && lifecycle.awaitStopped(Duration.ofNanos(Nanos.of(atMost)).plus(SOME_MORE));
    }

    /** Ends within the given time, whatever handlers and Kafka do. From a handler: asks for it and returns at once. */
    public void close(Duration atMost) throws InterruptedException {
        requestEnd(atMost);
        if (!runsCaller()) {
            lifecycle.await(
                    GroupState.CLOSED, Duration.ofNanos(Nanos.of(atMost)).plus(SOME_MORE));
        }
    }

    public GroupState state() {
        return lifecycle.state();
    }

    /** Why the group ended by itself; empty while it runs, and after it was closed on request. */
    public Optional<Throwable> failure() {
        return lifecycle.failure();
    }

    /** What was in the way of the last attempt to reach Kafka or the group, while there are attempts. */
    public Optional<Throwable> trouble() {
        return lifecycle.trouble();
    }

    /** False if the time is up, or the group is closed and was not in that state. */
    public boolean await(GroupState state, Duration atMost) throws InterruptedException {
        return lifecycle.await(state, atMost);
    }

    /** False if Kafka has not answered by then, or the group is closed before. */
    public boolean awaitInitialised(Duration atMost) throws InterruptedException {
        return lifecycle.awaitInitialised(atMost);
    }

    /** False if it still runs after this time, or is about to. */
    public boolean awaitStopped(Duration atMost) throws InterruptedException {
        return lifecycle.awaitStopped(atMost);
    }

    /** For a tail: false if it has not handled in time what stood in its topics when it was started, or never will. */
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        return caughtUp.await(atMost);
    }

    /** What is assigned and how far it is; nothing while it does not run. Empty if the owner thread does not answer in time. */
    public Optional<List<PartitionProgress>> progress(Duration atMost) throws InterruptedException {
        Run current;
        synchronized (this) {
            current = run;
        }
        return current == null ? Optional.of(List.of()) : current.progress(atMost);
    }

    public Tally tally() {
        return settings.journal().tally();
    }

    /** What the user has paused; takes effect in the owner's next round. */
    public void changePauses(UnaryOperator<Pauses.Paused> change) {
        pauses.change(change);
        synchronized (this) {
            if (run != null) {
                run.wake();
            }
        }
    }

    public Pauses.Paused paused() {
        return pauses.now();
    }

    /** Whether the calling thread runs a handler of this group; it must not wait for the group to end. */
    public synchronized boolean runsCaller() {
        return runs.stream().anyMatch(Run::runsCaller);
    }

    /** The number of the worker that the calling thread is, from 1; 0 if it is none of this group. */
    public synchronized int worker() {
        return runs.stream().mapToInt(Run::worker).max().orElse(0);
    }

    private synchronized void requestEnd(Duration atMost) {
        boolean isRunning = lifecycle.close();
        if (run != null && isRunning) {
            run.end(atMost);
        } else if (run == null) {
            caughtUp.end();
        }
    }

    private void fail(Throwable reason) {
        if (lifecycle.failed(reason)) {
            LOG.error("group={} stops because of a failure it cannot go on with", settings.groupId(), reason);
        }
        requestEnd(END_BY_ITSELF);
    }

    private synchronized void begin() {
        runs.removeIf(Run::isQuiet);
        Run next = new Run(settings, whole);
        runs.add(next);
        run = next;
        next.start();
    }

    private synchronized void ended(Run ended) {
        run = null;
        boolean goesOn = lifecycle.runEnded();
        LOG.info("group={} {}", settings.groupId(), lifecycle.isClosing() ? "closed" : "stopped");
        if (lifecycle.isClosing()) {
            caughtUp.end();
        }
        if (goesOn) {
            begin();
        }
    }
}
