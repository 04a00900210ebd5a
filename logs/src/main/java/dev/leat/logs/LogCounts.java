package dev.leat.logs;

/**
 * What has become of the entries since the shipper was made. Immutable. Once nothing is waiting, {@code offered = sent + dropped + kept}.
 *
 * @since 0.1
 */
public final class LogCounts {
    private static final int LEVELS = LogLevel.values().length;

    private final long offered;
    private final long waiting;
    private final long waitingBytes;
    private final long kept;
    private final long[] sent;
    private final long[] dropped;
    private final long shortened;
    private final long apart;
    private final long replayed;

    LogCounts(
            long offered,
            long waiting,
            long waitingBytes,
            long kept,
            long[] sent,
            long[] dropped,
            long shortened,
            long apart,
            long replayed) {
        this.offered = offered;
        this.waiting = waiting;
        this.waitingBytes = waitingBytes;
        this.kept = kept;
        this.sent = sent;
        this.dropped = dropped;
        this.shortened = shortened;
        this.apart = apart;
        this.replayed = replayed;
    }

    /** How many entries were to be shipped, and so have a number ({@code event.sequence}); the shipper's own summaries are among them. */
    public long offered() {
        return offered;
    }

    /** Confirmed by Kafka. */
    public long sent() {
        long sum = 0;
        for (long each : sent) {
            sum += each;
        }
        return sum;
    }

    /** Confirmed by Kafka, of this level. */
    public long sent(LogLevel level) {
        return sent[level.index()];
    }

    /** Never to reach Kafka. */
    public long dropped() {
        long sum = 0;
        for (long each : dropped) {
            sum += each;
        }
        return sum;
    }

    /** Never to reach Kafka, for this reason. */
    public long dropped(DropReason reason) {
        long sum = 0;
        for (LogLevel level : LogLevel.values()) {
            sum += dropped(reason, level);
        }
        return sum;
    }

    /** Never to reach Kafka, for this reason and of this level. */
    public long dropped(DropReason reason, LogLevel level) {
        return dropped[reason.index() * LEVELS + level.index()];
    }

    /** In memory: waiting, or on their way and not confirmed. */
    public long waiting() {
        return waiting;
    }

    /** What those take, in bytes, more or less. */
    public long waitingBytes() {
        return waitingBytes;
    }

    /** On disk alone, to be sent later, by the next process if not by this one. */
    public long kept() {
        return kept;
    }

    /** Whose message or stack trace was too long, and is sent without its end. */
    public long shortened() {
        return shortened;
    }

    /** Entries of Kafka's client and of Leat, which never enter and have no number. */
    public long apart() {
        return apart;
    }

    /** Entries of an earlier process that were found on disk, and are confirmed by Kafka now. Not among {@link #sent()}. */
    public long replayed() {
        return replayed;
    }

    @Override
    public String toString() {
        return "LogCounts[offered " + offered + ", sent " + sent() + ", dropped " + dropped() + ", waiting " + waiting
                + ", kept " + kept + "]";
    }
}
