package dev.leat.examples.saga;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands for the bank. Whoever is asked twice for one saga does it once, as banks do that are given a key with each payment; so a command that is executed again
 * after a crash costs nobody anything. Thread-safe.
 */
final class Cards {
    private final Map<String, Long> charged = new ConcurrentHashMap<>();
    private final Set<String> refunded = ConcurrentHashMap.newKeySet();

    /** @return whether it is paid; not if the customer is unknown */
    boolean charge(String sagaId, Purchase purchase) {
        if (purchase.customer() == null) {
            return false;
        }
        charged.putIfAbsent(sagaId, purchase.cents());
        return true;
    }

    /** Gives back what was charged. */
    void refund(String sagaId) {
        refunded.add(sagaId);
    }

    /** What was charged and not given back. */
    long cents() {
        return charged.entrySet().stream()
                .filter(payment -> !refunded.contains(payment.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
