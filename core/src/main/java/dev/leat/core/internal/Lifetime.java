package dev.leat.core.internal;

import dev.leat.core.GroupState;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where a group is between its start and its end, why it ended, and how much time is left once it has been told to. Thread-safe. */
final class Lifetime {
    private final Surroundings surroundings;
    private final AtomicReference<GroupState> state = new AtomicReference<>(GroupState.STOPPED);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Set once, together with the state STOPPING. */
    private volatile long deadlineNanos;
    /** Set with it: until then handlers are waited for; the rest is for Kafka. */
    private volatile long drainUntilNanos;

    Lifetime(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    GroupState state() {
        return Objects.requireNonNull(state.get());
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Only the first reason counts; false for later ones. */
    boolean failed(Throwable reason) {
        return failure.compareAndSet(null, reason);
    }

    /** False if it was started before. */
    boolean start() {
        return state.compareAndSet(GroupState.STOPPED, GroupState.STARTING);
    }

    void joined() {
        state.compareAndSet(GroupState.STARTING, GroupState.CONSUMING);
    }

    void parted() {
        state.compareAndSet(GroupState.CONSUMING, GroupState.STARTING);
    }

    /** Asks for the end. One at a time: the first that asks decides on the deadline. False if it is ending or has ended. */
    synchronized boolean end(Duration atMost) {
        while (true) {
            GroupState now = state();
            if (now == GroupState.STOPPING || now == GroupState.CLOSED) {
                return false;
            }
            if (now == GroupState.STOPPED) {
                if (state.compareAndSet(now, GroupState.CLOSED)) {
                    ended.countDown();
                    return true;
                }
                continue; // started meanwhile
            }
            long start = surroundings.nanos();
            long all = Nanos.of(atMost);
            drainUntilNanos = start + all / 4 * 3;
            deadlineNanos = start + all;
            if (state.compareAndSet(now, GroupState.STOPPING)) {
                return true;
            }
        }
    }

    boolean isEnding() {
        return state.get() == GroupState.STOPPING;
    }

    /** What may be spent on waiting for handlers: the whole while the group lives. Asked again while waiting. */
    Duration forDrain(Duration wanted) {
        return isEnding() ? least(wanted, untilInterrupts()) : wanted;
    }

    /** What the end leaves to handlers before they are interrupted. */
    Duration untilInterrupts() {
        return until(drainUntilNanos);
    }

    /** What may be spent on one call of Kafka; of the end's last quarter half, for there are the last commit and leaving the group. */
    Duration forKafka(Duration wanted) {
        return isEnding()
                ? least(least(wanted, untilDeadline()), Duration.ofNanos((deadlineNanos - drainUntilNanos) / 2))
                : wanted;
    }

    Duration untilDeadline() {
        return until(deadlineNanos);
    }

    void ended() {
        state.set(GroupState.CLOSED);
        ended.countDown();
    }

    /** False if it still runs after this time. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return surroundings.await(ended, Nanos.of(atMost));
    }

    private Duration until(long nanos) {
        return Duration.ofNanos(Math.max(0, nanos - surroundings.nanos()));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
