package dev.leat.core;

import dev.leat.core.internal.Tally;

/**
 * What has not simply been handled, counted since the group was built. A picture of one moment.
 *
 * @since 0.1
 */
public final class Counts {
    private final long failures;
    private final long retries;
    private final long deadLetters;
    private final long deadLetterFailures;
    private final long skipped;
    private final long dropped;
    private final long filtered;
    private final long timeouts;
    private final long lateAcknowledgements;
    private final long stalls;

    Counts(Tally tally) {
        this.failures = tally.failures();
        this.retries = tally.retries();
        this.deadLetters = tally.deadLetters();
        this.deadLetterFailures = tally.deadLetterFailures();
        this.skipped = tally.skipped();
        this.dropped = tally.dropped();
        this.filtered = tally.filteredRecords();
        this.timeouts = tally.timeouts();
        this.lateAcknowledgements = tally.lateAcknowledgements();
        this.stalls = tally.stalls();
    }

    /** Attempts that failed. */
    public long failures() {
        return failures;
    }

    /** Failed attempts that were, or will be, followed by another. */
    public long retries() {
        return retries;
    }

    /** Records whose dead letters the broker has confirmed. */
    public long deadLetters() {
        return deadLetters;
    }

    /** Tries to send a dead letter that failed. */
    public long deadLetterFailures() {
        return deadLetterFailures;
    }

    /** Records passed over after a failure ({@link ConsumerGroupBuilder#skipFailed()}). */
    public long skipped() {
        return skipped;
    }

    /** Records lost because their dead letter could not be sent ({@link LastResort#dropAfter}). */
    public long dropped() {
        return dropped;
    }

    /** Records that the filter kept from the handler. */
    public long filtered() {
        return filtered;
    }

    /** Calls, stages and acknowledgements that took too long. */
    public long timeouts() {
        return timeouts;
    }

    /** Acknowledgements of deliveries that had been decided on already. */
    public long lateAcknowledgements() {
        return lateAcknowledgements;
    }

    /** Times that a partition was found with records in memory and without movement ({@link ConsumerGroupBuilder#watchdog}). */
    public long stalls() {
        return stalls;
    }

    @Override
    public String toString() {
        return "Counts[failures " + failures + ", retries " + retries + ", dead letters " + deadLetters
                + ", dead letter failures " + deadLetterFailures + ", skipped " + skipped + ", dropped " + dropped
                + ", filtered " + filtered + ", timeouts " + timeouts + ", late acknowledgements "
                + lateAcknowledgements + ", stalls " + stalls + "]";
    }
}
