package dev.leat.examples.orders;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All orders so far. Adding a line twice changes nothing, which makes exact totals of at-least-once delivery.
 *
 * <p>Safe for many threads. Each invoice has a lock of its own, held until its snapshot is confirmed: after a rebalance a handler of the
 * old assignment may still be running when the new assignment delivers the same line again.
 */
final class OrderBook {
    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    /** Makes an order durable. Throwing means it is not, and the book stays as it was. */
    @FunctionalInterface
    interface Confirmation {
        void confirm(Order snapshot) throws Exception;
    }

    private static final class Page {
        private @Nullable Order order; // guarded by this
    }

    /**
     * Adds a line to its order and has the new snapshot confirmed.
     *
     * @param offset of the line in its partition
     * @return the new snapshot, or null if the line was in the order already
     */
    @Nullable
    Order add(InvoiceLine line, long offset, Confirmation confirmation) throws Exception {
        Page page = page(line.invoice());
        synchronized (page) {
            Order before = page.order;
            if (before != null && before.contains(offset)) {
                return null;
            }
            Order after = before == null ? Order.of(line, offset) : before.with(line, offset);
            confirmation.confirm(after);
            page.order = after;
            return after;
        }
    }

    /** Takes over a snapshot of an earlier run, unless a later one is known. */
    void restore(Order snapshot) {
        Page page = page(snapshot.invoice());
        synchronized (page) {
            if (page.order == null || page.order.lastOffset() < snapshot.lastOffset()) {
                page.order = snapshot;
            }
        }
    }

    private Page page(String invoice) {
        return pages.computeIfAbsent(invoice, unused -> new Page());
    }

    int size() {
        return pages.size();
    }

    /** The price of all orders. Meant for a quiet book. */
    BigDecimal revenue() {
        BigDecimal sum = BigDecimal.ZERO;
        for (Page page : pages.values()) {
            synchronized (page) {
                sum = page.order == null ? sum : sum.add(page.order.total());
            }
        }
        return sum;
    }
}
