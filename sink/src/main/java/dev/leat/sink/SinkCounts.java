package dev.leat.sink;

/**
 * What has become of the records of a {@link LogSink} since it was built, in this process. A picture of one moment.
 *
 * @since 0.1
 */
public final class SinkCounts {
    private final long indexed;
    private final long alreadyThere;
    private final long deadLetters;
    private final long retries;
    private final long printed;

    SinkCounts(long indexed, long alreadyThere, long deadLetters, long retries, long printed) {
        this.indexed = indexed;
        this.alreadyThere = alreadyThere;
        this.deadLetters = deadLetters;
        this.retries = retries;
        this.printed = printed;
    }

    /** Documents that the index has taken. */
    public long indexed() {
        return indexed;
    }

    /** Documents that were in the index already: somebody was not told that they had been taken. */
    public long alreadyThere() {
        return alreadyThere;
    }

    /** Records whose dead letters Kafka has confirmed. */
    public long deadLetters() {
        return deadLetters;
    }

    /** Documents that were sent to the index once more, counted each time. */
    public long retries() {
        return retries;
    }

    /** Documents written to standard output. */
    public long printed() {
        return printed;
    }

    @Override
    public String toString() {
        return "SinkCounts[indexed " + indexed + ", already there " + alreadyThere + ", dead letters " + deadLetters
                + ", retries " + retries + ", printed " + printed + "]";
    }
}
