package dev.leat.examples.orders;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One line of an invoice: so many pieces of one article at this price.
 *
 * @param quantity below zero where goods came back
 * @param unitPrice zero or less is no sale; the desk rejects it
 * @param customer null where the shop did not know
 */
public record InvoiceLine(
        String invoice,
        String stockCode,
        String description,
        int quantity,
        LocalDateTime date,
        BigDecimal unitPrice,
        @Nullable String customer,
        String country) {

    BigDecimal amount() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
