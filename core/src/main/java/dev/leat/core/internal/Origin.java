package dev.leat.core.internal;

import java.time.Duration;
import java.time.Instant;

/** Where a partition begins that its group has never committed. */
public sealed interface Origin {
    /** Its first record. */
    record Earliest() implements Origin {}

    /** What is produced from now on. */
    record Latest() implements Origin {}

    /** The first record of that time or later. */
    record At(Instant time) implements Origin {}

    /** The first record that was not older than this when the group was started. */
    record Ago(Duration age) implements Origin {}

    /** Nowhere: the group ends, for somebody has to decide. */
    record Nowhere() implements Origin {}
}
