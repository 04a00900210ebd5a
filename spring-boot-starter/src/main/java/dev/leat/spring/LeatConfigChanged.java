package dev.leat.spring;

import java.util.Set;

/**
 * Properties that come from live configuration have changed: an event of the application, for {@code @EventListener} methods. It comes when the new values are in force, all of them, on the
 * thread that reads them; events come one after the other, so listeners should not take long.
 *
 * @param namespace one of {@code leat.config.namespaces}
 * @param version in force by now
 * @param names of properties of this namespace that are new, gone or different. A property that another source hides is among them
 * @since 0.1
 */
public record LeatConfigChanged(String namespace, long version, Set<String> names) {
    public LeatConfigChanged {
        names = Set.copyOf(names);
    }
}
