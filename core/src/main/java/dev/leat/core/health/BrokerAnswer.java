package dev.leat.core.health;

import java.util.List;
import java.util.Optional;

/**
 * What one broker has said.
 *
 * @param unreachable why it has said nothing; empty if it has
 * @param missing topics that it does not have, or says nothing about, with the reason
 */
record BrokerAnswer(Optional<String> unreachable, List<String> missing) {
    static BrokerAnswer unreachable(String why) {
        return new BrokerAnswer(Optional.of(why), List.of());
    }

    static BrokerAnswer reached(List<String> missing) {
        return new BrokerAnswer(Optional.empty(), List.copyOf(missing));
    }

    boolean isHealthy() {
        return unreachable.isEmpty() && missing.isEmpty();
    }

    /** For people, without the address. */
    Optional<String> problem() {
        if (unreachable.isPresent()) {
            return Optional.of("is not reachable: " + unreachable.get());
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of("lacks " + String.join(", ", missing));
    }
}
