package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.concurrent.Executor;

/** What the lanes of a group work with. */
record Handling(
        Policy policy,
        LetterPolicy letterPolicy,
        DeadLetters deadLetters,
        Executor workers,
        Slots slots,
        Journal journal,
        Owner.Access owner,
        Surroundings surroundings) {
    void tellOwner(Runnable letter) {
        owner.tell(letter);
    }

    /** Has the owner thread run this after the pause. */
    void later(Assignment assignment, Duration pause, Runnable action) {
        owner.later(assignment, pause, action);
    }

    void stopGroup(Throwable reason) {
        owner.fail(reason);
    }

    long nanos() {
        return surroundings.nanos();
    }
}
