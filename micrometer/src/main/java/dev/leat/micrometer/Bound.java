package dev.leat.micrometer;

import dev.leat.core.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What has its meters in one registry, each under a name of its own: a registry keeps the first meters of a name, and never tells of others. Thread-safe. */
final class Bound {
    /** By what they are bound under; guarded by this. */
    private final Map<String, Known> known = new HashMap<>();

    /** @param isOver whether what is bound has ended for good, so that another one may take its place */
    private record Known(Object source, BooleanSupplier isOver, LeatMeters.Binding binding) {}

    /** @throws ConfigurationException if another one is bound under that name that is not over */
    synchronized LeatMeters.Binding bind(
            String what, Object source, BooleanSupplier isOver, Supplier<LeatMeters.Binding> registering) {
        Known before = known.get(what);
        if (before != null && before.source() == source) {
            return before.binding();
        }
        if (before != null && !before.isOver().getAsBoolean()) {
            throw new ConfigurationException(
                    what, "another one is bound already, and its meters have the same names; close its binding before");
        }
        if (before != null) {
            before.binding().close();
        }
        LeatMeters.Binding meters = registering.get();
        LeatMeters.Binding binding = () -> unbind(what, source, meters);
        known.put(what, new Known(source, isOver, binding));
        return binding;
    }

    private synchronized void unbind(String what, Object source, LeatMeters.Binding meters) {
        meters.close();
        Known now = known.get(what);
        if (now != null && now.source() == source) {
            known.remove(what);
        }
    }
}
