package dev.leat.config;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** By which one reader of a configuration is told from others, and the time it lives in. Immutable. */
record Instance(String name, Map<String, String> labels, InstantSource clock) {
    boolean isMeant(Optional<Selector> selector) {
        return selector.isEmpty() || selector.get().selects(name, labels);
    }
}
