package dev.leat.testkit.internal;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * How calls of one consumer wait: until there is what they wait for, their time is up, or a wakeup or an interrupt ends it. A wakeup ends one call, the one that waits or else the next that
 * would. For the consumer's thread, but for {@link #wakeup}.
 */
final class Waiting {
    private final Turns turns;
    private volatile boolean wakeup;

    Waiting(Turns turns) {
        this.turns = turns;
    }

    /** From any thread. */
    void wakeup() {
        wakeup = true;
    }

    void throwWakeup() {
        if (wakeup) {
            wakeup = false;
            throw new WakeupException();
        }
    }

    /** @return whether the condition holds */
    boolean await(BooleanSupplier condition, long untilNanos) {
        boolean held = awaitDespiteWakeups(() -> wakeup || condition.getAsBoolean(), untilNanos);
        throwWakeup();
        return held;
    }

    boolean awaitDespiteWakeups(BooleanSupplier condition, long untilNanos) {
        try {
            return turns.await(condition, untilNanos - turns.nanos());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** @throws TimeoutException if the broker has not answered by then */
    void awaitAnswer(BooleanSupplier answered, Duration timeout) {
        if (!await(answered, turns.in(timeout.toNanos()))) {
            throw new TimeoutException(
                    "Timeout of " + timeout.toMillis() + "ms expired, the broker is stopped or slow");
        }
    }

    /** For what cannot come within the call. */
    void waitOut(Duration timeout) {
        await(() -> false, turns.in(timeout.toNanos()));
    }
}
