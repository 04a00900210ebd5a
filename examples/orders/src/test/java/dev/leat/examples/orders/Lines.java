package dev.leat.examples.orders;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/** Invoice lines for tests. */
final class Lines {
    private Lines() {}

    static InvoiceLine line(String invoice, int quantity, String unitPrice) {
        return new InvoiceLine(
                invoice,
                "85123A",
                "CANDLE",
                quantity,
                LocalDateTime.of(2010, 12, 1, 8, 26),
                new BigDecimal(unitPrice),
                "17850",
                "EIRE");
    }
}
