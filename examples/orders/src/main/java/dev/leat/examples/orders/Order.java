package dev.leat.examples.orders;

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
 */
record Order(
        String invoice,
        InvoiceKind kind,
        int lines,
        long quantity,
        BigDecimal total,
        @Nullable String customer,
        String country,
        long lastOffset) {

    static Order of(InvoiceLine line, long offset) {
        return new Order(
                line.invoice(),
                InvoiceKind.of(line.invoice()),
                1,
                line.quantity(),
                line.amount(),
                line.customer(),
                line.country(),
                offset);
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
                offset);
    }

    boolean contains(long offset) {
        return offset <= lastOffset;
    }
}
