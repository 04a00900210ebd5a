package dev.leat.examples.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, for whoever watches it.
 *
 * @param sent lines, by the feed
 * @param accepted lines that became part of an order
 * @param rejected lines that went to the dead letters
 * @param repeated lines that were delivered again and changed nothing
 * @param orders that the desk knows
 * @param revenue of these, without those that are held or refused
 * @param share of the input that has been sent, between 0 and 1; an estimate
 * @param consuming whether the desk has its partitions
 * @param held orders whose total came above the ceiling
 * @param refused orders from countries that are refused
 * @param failed attempts at lines that the rules have made fail
 * @param rules which versions of the rules are in force, each with the number of workers that run it; 0 is none
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
        long held,
        long refused,
        long failed,
        SortedMap<Long, Integer> rules,
        String latest,
        @Nullable Instant firstOrder) {

    /** Copies what can be changed. */
    public OrderProgress {
        rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    }

    /** Lines that the desk is done with. */
    public long done() {
        return accepted + rejected + repeated;
    }

    /** Lines that were sent and that the desk is not done with. */
    public long waiting() {
        return Math.max(0, sent - done());
    }
}
