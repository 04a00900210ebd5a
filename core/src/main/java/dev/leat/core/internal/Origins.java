package dev.leat.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * What the origins that a group was given mean at the moment: that changes once it has been assigned partitions. Owner thread only.
 *
 * <p>A group that begins at the latest record means those before it was started. A partition that turns up later, because it was made
 * later or because the group found it later, may have records from the time between; beginning at its end would pass them over unseen.
 */
final class Origins {
    /** Producers' clocks, which write the times of records, may differ from ours by this much without a record being missed. */
    static final Duration MARGIN = Duration.ofMinutes(1);

    private final Instant started;
    private boolean first = true;

    Origins(Instant started) {
        this.started = started;
    }

    /**
     * The same in terms of the log or of a time.
     *
     * @param isTopicNew whether the group has never committed any partition of the topic; only asked if that matters
     */
    Origin now(Origin wanted, BooleanSupplier isTopicNew) {
        if (wanted instanceof Origin.Latest && !(first && isTopicNew.getAsBoolean())) {
            return before(MARGIN);
        }
        return wanted instanceof Origin.Ago ago ? before(ago.age()) : wanted;
    }

    /** The group has got partitions: all others come later. */
    void assigned() {
        first = false;
    }

    /** Nothing in Kafka is older than the epoch. */
    private Origin.At before(Duration age) {
        boolean isLonger = age.compareTo(Duration.between(Instant.EPOCH, started)) > 0;
        return new Origin.At(isLonger ? Instant.EPOCH : started.minus(age));
    }
}
