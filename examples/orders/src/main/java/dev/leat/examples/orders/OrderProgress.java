package dev.leat.examples.orders;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, for whoever watches it.
 *
 * @param sent lines, by the feed
 * @param accepted lines that became part of an order
 * @param rejected lines that went to the dead letters
 * @param repeated lines that were delivered again and changed nothing
 * @param orders that the desk knows
 * @param revenue of these
 * @param share of the input that has been sent, between 0 and 1; an estimate
 * @param consuming whether the desk has its partitions
 * @param latest order, as text; empty before the first
 * @param firstOrder when the first snapshot was confirmed; null before that
 */
public record OrderProgress(
        long sent,
        long accepted,
        long rejected,
        long repeated,
        long orders,
        BigDecimal revenue,
        double share,
        boolean consuming,
        String latest,
        @Nullable Instant firstOrder) {

    /** Lines that the desk is done with. */
    public long done() {
        return accepted + rejected + repeated;
    }

    /** Lines that were sent and that the desk is not done with. */
    public long waiting() {
        return Math.max(0, sent - done());
    }
}
