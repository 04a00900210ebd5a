package dev.leat.examples.spring;

import dev.leat.examples.orders.InvoiceLine;
import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import dev.leat.listener.Offset;
import dev.leat.listener.Partition;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/** Makes a charge of each line. A line is done when the brokers have its charge; those without a price go to the dead letters. */
@Component
@ListenerGroup(value = "billing", ordering = "key", fatal = Billing.NoSaleException.class)
class Billing {
    static final class NoSaleException extends RuntimeException {
        NoSaleException(InvoiceLine line) {
            super("invoice " + line.invoice() + ", article " + line.stockCode() + ": the unit price " + line.unitPrice()
                    + " is not above zero; correct it and send the line again");
        }
    }

    @Listener(topics = Topics.LINES, replyTo = Topics.CHARGES)
    Charge charge(InvoiceLine line, @Partition int partition, @Offset long offset) {
        if (line.unitPrice().signum() <= 0) {
            throw new NoSaleException(line);
        }
        BigDecimal amount = line.unitPrice().multiply(BigDecimal.valueOf(line.quantity()));
        return new Charge(line.invoice(), amount, partition, offset);
    }
}
