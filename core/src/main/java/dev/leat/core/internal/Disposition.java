package dev.leat.core.internal;

import java.time.Duration;

/** What follows a handled record. Decided by a {@link Policy}, executed by a {@link Lane}. */
public sealed interface Disposition {
    /** The handler returned. */
    record Done() implements Disposition {}

    /** The lane waits, then hands the record out again. */
    record Retry(Duration pause) implements Disposition {}

    /** The record is done once the dead letter topic has confirmed it. */
    record DeadLetter() implements Disposition {}

    /** Done without having been handled. */
    record Skip() implements Disposition {}

    /** The group ends with this record unfinished. */
    record Stop() implements Disposition {}

    Disposition DONE = new Done();
    Disposition DEAD_LETTER = new DeadLetter();
    Disposition SKIP = new Skip();
    Disposition STOP = new Stop();
}
