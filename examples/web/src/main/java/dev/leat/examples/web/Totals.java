package dev.leat.examples.web;

import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What customers have ordered since the process was started, in cents. A service that shall know it after a restart keeps it in a database, and there by the offset, too. Thread-safe.
 */
@ListenerGroup(value = "totals", ordering = "key", concurrency = "8")
final class Totals {
    private final Map<String, Long> byCustomer = new ConcurrentHashMap<>();

    @Listener(topics = OrderService.TOPIC)
    void add(Order order) {
        byCustomer.merge(order.customer(), order.price(), Long::sum);
    }

    Map<String, Long> all() {
        return new TreeMap<>(byCustomer);
    }
}
