package dev.leat.examples.saga;

import dev.leat.examples.orders.InvoiceLine;
import dev.leat.examples.orders.OrderSource;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Invoices made of their lines. Lines without a price, and goods that came back, are no purchases. */
final class Purchases {
    private Purchases() {}

    /** @param most invoices; the lines are read until there are so many, so the last ones may be short of some */
    static List<Purchase> of(OrderSource lines, int most) {
        Map<String, Purchase> byInvoice = new LinkedHashMap<>();
        while (byInvoice.size() < most && lines.hasNext()) {
            InvoiceLine line = lines.next();
            if (line.quantity() > 0 && line.unitPrice().signum() > 0) {
                byInvoice.merge(line.invoice(), purchase(line), Purchase::plus);
            }
        }
        return List.copyOf(byInvoice.values());
    }

    private static Purchase purchase(InvoiceLine line) {
        long cents = line.unitPrice()
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
        return new Purchase(line.invoice(), line.customer(), line.country(), line.quantity(), cents * line.quantity());
    }
}
