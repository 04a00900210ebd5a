package dev.leat.examples.orders;

import dev.leat.config.Snapshot;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as it stood after one of its lines. The topic of orders holds one of these for every accepted line; the last one of an
 * invoice is the order.
 *
 * @param lines accepted lines so far
 * @param quantity pieces of all lines
 * @param total price of all lines
 * @param lastOffset where the last line stands in the topic of lines. Lines of an invoice share a partition, so whatever stands at this
 *     offset or before is in the total already
 * @param decision by the first rule that it has broken; null as long as it has broken none
 */
record Order(
        String invoice,
        InvoiceKind kind,
        int lines,
        long quantity,
        BigDecimal total,
        @Nullable String customer,
        String country,
        long lastOffset,
        @Nullable Decision decision) {

    static Order of(InvoiceLine line, long offset) {
        return new Order(
                line.invoice(),
                InvoiceKind.of(line.invoice()),
                1,
                line.quantity(),
                line.amount(),
                line.customer(),
                line.country(),
                offset,
                null);
    }

    Order with(InvoiceLine line, long offset) {
        return new Order(
                invoice,
                kind,
                lines + 1,
                quantity + line.quantity(),
                total.add(line.amount()),
                customer == null ? line.customer() : customer,
                country,
                offset,
                decision);
    }

    /** The same as it stands with these rules. What was decided before stays. */
    Order judged(Snapshot<OrderRules> rules) {
        Decision.Verdict verdict = decision == null ? rules.value().verdict(this) : null;
        return verdict == null
                ? this
                : new Order(
                        invoice,
                        kind,
                        lines,
                        quantity,
                        total,
                        customer,
                        country,
                        lastOffset,
                        new Decision(verdict, rules.version(), lastOffset));
    }

    /** Whether its last line was the one that brought about the decision. */
    boolean isJustDecided() {
        return decision != null && decision.offset() == lastOffset;
    }

    /** What it brings in: its total, unless it is held or refused. */
    BigDecimal revenue() {
        return decision == null ? total : BigDecimal.ZERO;
    }

    boolean contains(long offset) {
        return offset <= lastOffset;
    }
}
