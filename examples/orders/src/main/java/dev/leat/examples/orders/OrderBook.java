package dev.leat.examples.orders;

import dev.leat.config.Snapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All orders so far. Adding a line twice changes nothing, which makes exact totals of at-least-once delivery.
 *
 * <p>A line is judged once: whatever became of its snapshot, the next attempt has the same confirmed, even if the rules have changed in between.
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
        /** What was last to be confirmed; of use if that failed. Guarded by this. */
        private @Nullable Order tried;
    }

    /**
     * Adds a line to its order, judges that, and has the new snapshot confirmed.
     *
     * @param offset of the line in its partition
     * @param rules by which the order is judged
     * @return the new snapshot, or null if the line was in the order already
     */
    @Nullable
    Order add(InvoiceLine line, long offset, Snapshot<OrderRules> rules, Confirmation confirmation) throws Exception {
        Page page = page(line.invoice());
        synchronized (page) {
            Order before = page.order;
            if (before != null && before.contains(offset)) {
                return null;
            }
            Order after = page.tried != null && page.tried.lastOffset() == offset
                    ? page.tried
                    : (before == null ? Order.of(line, offset) : before.with(line, offset)).judged(rules);
            page.tried = after;
            confirmation.confirm(after);
            page.order = after;
            page.tried = null;
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

    /** Hands over each order as it stands. Meant for a quiet book. */
    void forEach(Consumer<Order> reader) {
        for (Page page : pages.values()) {
            synchronized (page) {
                if (page.order != null) {
                    reader.accept(page.order);
                }
            }
        }
    }
}
