package dev.leat.examples.orders;

import dev.leat.core.LeatException;
import java.math.BigDecimal;

/** A line that can never become part of an order. Trying again does not help; it goes to the dead letters at once. */
final class RejectedLine extends LeatException {
    private final String invoice;
    private final BigDecimal unitPrice;

    RejectedLine(InvoiceLine line) {
        super(
                "invoice " + line.invoice() + ", article " + line.stockCode() + ": unit price "
                        + line.unitPrice().toPlainString()
                        + " is not above zero, so the line is no sale; correct the price and send the line again",
                null);
        this.invoice = line.invoice();
        this.unitPrice = line.unitPrice();
    }

    String invoice() {
        return invoice;
    }

    BigDecimal unitPrice() {
        return unitPrice;
    }
}
