package dev.leat.spring.page;

import dev.leat.core.Producer;
import dev.leat.listener.Key;
import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

// page:begin
record Bill(String customer, int price) {}

@Component
@ListenerGroup(value = "billing", ordering = "key", concurrency = "16", attempts = "5", deadLetters = "orders.dead")
class Billing {
    private final Producer<String, Bill> bills;
    private final Producer<String, String> audit;

    Billing(Producer<String, Bill> bills, @Qualifier("audit") Producer<String, String> audit) {
        this.bills = bills;
        this.audit = audit;
    }

    @Listener(topics = "orders")
    void charge(Order order, @Key String customer) {
        if (order.price() < 0) {
            throw new IllegalArgumentException("a price below zero");
        }
        bills.send("bills", customer, new Bill(customer, order.price())).join();
        audit.send("audit", customer, "charged").join();
    }
}
// page:end
