package dev.leat.examples.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the feed and the desk say of themselves, for whoever watches. No proof of anything: that is the ledger's. Thread-safe. */
final class OrderTally {
    private final AtomicReference<@Nullable Instant> firstOrder = new AtomicReference<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder held = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private BigDecimal revenue = BigDecimal.ZERO; // guarded by this
    private volatile double share;
    private volatile @Nullable Order latest;

    void sent(double shareOfInput) {
        sent.increment();
        share = shareOfInput;
    }

    void accepted(Order snapshot, InvoiceLine line) {
        if (firstOrder.get() == null) {
            firstOrder.compareAndSet(null, Instant.now());
        }
        accepted.increment();
        if (snapshot.isJustDecided()) {
            decided(snapshot);
            earn(line.amount().subtract(snapshot.total()));
        } else {
            earn(snapshot.decision() == null ? line.amount() : BigDecimal.ZERO);
        }
        latest = snapshot;
    }

    /** An order of an earlier run. */
    void restored(Order order) {
        decided(order);
        earn(order.revenue());
    }

    private void decided(Order order) {
        Decision decision = order.decision();
        if (decision != null) {
            (decision.verdict() == Decision.Verdict.HELD ? held : refused).increment();
        }
    }

    void failed() {
        failed.increment();
    }

    void rejected() {
        rejected.increment();
    }

    void repeated() {
        repeated.increment();
    }

    OrderProgress progress(long orders, boolean consuming, SortedMap<Long, Integer> rules) {
        Order order = latest;
        return new OrderProgress(
                sent.sum(),
                accepted.sum(),
                rejected.sum(),
                repeated.sum(),
                orders,
                revenue(),
                share,
                consuming,
                held.sum(),
                refused.sum(),
                failed.sum(),
                rules,
                order == null
                        ? ""
                        : order.invoice() + ", " + order.lines() + (order.lines() == 1 ? " line, " : " lines, ")
                                + order.total().toPlainString() + ", " + order.country(),
                firstOrder.get());
    }

    private synchronized void earn(BigDecimal amount) {
        revenue = revenue.add(amount);
    }

    private synchronized BigDecimal revenue() {
        return revenue;
    }
}
