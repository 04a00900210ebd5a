package dev.leat.core.internal;

import java.time.Duration;

/** Decides what follows when a dead letter could not be sent: another try, the end of the group, or the loss of the record. Pure. */
@FunctionalInterface
public interface LetterPolicy {
    /**
     * @param tries so far, 1 or more
     * @param since the first of them
     * @return Retry, Stop or Skip
     */
    Disposition after(Throwable error, int tries, Duration since);
}
