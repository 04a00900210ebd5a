package dev.leat.cdi.app;

import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.listener.Configuration;
import dev.leat.listener.Key;
import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/** A listener that sends, and one beside it. */
@ApplicationScoped
@ListenerGroup(value = "${group}", ordering = "key", concurrency = "4")
class Billing {
    @Inject
    Producer<String, Order> invoices;

    @Inject
    Configuration configuration;

    @Inject
    Receipt receipt;

    @Listener(topics = "${orders}")
    CompletionStage<RecordId> charge(Order order, @Key String customer) {
        receipt.add("order " + order.number());
        return invoices.send(configuration.value("invoices").orElseThrow(), customer, order);
    }

    @Listener(topics = "${orders}")
    void thank(Order order) {
        receipt.add("thanks for " + order.item());
    }
}
