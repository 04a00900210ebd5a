package dev.leat.core.internal;

import java.util.concurrent.atomic.LongAdder;

/** Counts of what does not happen to every record, since the group was built. Any thread. */
public final class Tally {
    private final LongAdder failures = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private final LongAdder deadLetterFailures = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder stalls = new LongAdder();
    private final LongAdder lateAcknowledgements = new LongAdder();

    void failed(Disposition next) {
        failures.increment();
        if (next instanceof Disposition.Retry) {
            retries.increment();
        } else if (next instanceof Disposition.Skip) {
            skipped.increment();
        }
    }

    void deadLettered() {
        deadLetters.increment();
    }

    void deadLetterFailed(Disposition next) {
        deadLetterFailures.increment();
        if (next instanceof Disposition.Skip) {
            dropped.increment();
        }
    }

    void stalled() {
        stalls.increment();
    }

    public void filtered() {
        filtered.increment();
    }

    void timedOut() {
        timeouts.increment();
    }

    void lateAcknowledgement() {
        lateAcknowledgements.increment();
    }

    /** Attempts that failed. */
    public long failures() {
        return failures.sum();
    }

    /** Those that were followed by another attempt. */
    public long retries() {
        return retries.sum();
    }

    /** Dead letters that the broker has confirmed. */
    public long deadLetters() {
        return deadLetters.sum();
    }

    /** Tries to send a dead letter that failed. */
    public long deadLetterFailures() {
        return deadLetterFailures.sum();
    }

    /** Records passed over after a failure. */
    public long skipped() {
        return skipped.sum();
    }

    /** Records given up because their dead letter could not be sent. */
    public long dropped() {
        return dropped.sum();
    }

    /** Records that the filter kept from the handler. */
    public long filteredRecords() {
        return filtered.sum();
    }

    /** Calls and stages that took longer than the timeout, and acknowledgements that missed their deadline. */
    public long timeouts() {
        return timeouts.sum();
    }

    /** Acknowledgements of records that had been decided on already. */
    public long lateAcknowledgements() {
        return lateAcknowledgements.sum();
    }

    /** Times that a partition was found with work and without movement. */
    public long stalls() {
        return stalls.sum();
    }
}
