package dev.leat.examples.spring;

import dev.leat.examples.orders.InvoiceLine;
import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** Counts what was sold by country, and what was refused, in meters of its own. */
@Component
@ListenerGroup("statistics")
class Statistics {
    private final MeterRegistry meters;

    Statistics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Listener(topics = Topics.LINES)
    void count(List<InvoiceLine> lines) {
        lines.forEach(line ->
                meters.counter("invoices.pieces", "country", line.country()).increment(Math.max(0, line.quantity())));
    }

    @Listener(topics = Topics.REFUSED)
    void refused() {
        meters.counter("invoices.refused").increment();
    }
}
