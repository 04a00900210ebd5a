package dev.leat.examples.orders;

import java.math.BigDecimal;
import java.time.Instant;
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
        earn(line.amount());
        latest = snapshot;
    }

    void restored(BigDecimal earlierRevenue) {
        earn(earlierRevenue);
    }

    void rejected() {
        rejected.increment();
    }

    void repeated() {
        repeated.increment();
    }

    OrderProgress progress(long orders, boolean consuming) {
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
