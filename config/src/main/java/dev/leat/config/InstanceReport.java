package dev.leat.config;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an instance says of itself: which versions it runs, and which it has refused. Immutable.
 *
 * @param instance its {@link ConfigStoreBuilder#instance name}
 * @param time when it said so
 * @param interval after which it says so again, whatever happens
 * @since 0.1
 */
public record InstanceReport(
        String instance, Map<String, String> labels, Instant time, Duration interval, List<ConfigStatus> namespaces) {
    /** So many of its reports may be missing before an instance counts as gone. */
    private static final int MISSING = 3;

    /** What it says of a namespace; empty if that is not live there. */
    public Optional<ConfigStatus> namespace(String name) {
        return namespaces.stream()
                .filter(status -> status.namespace().equals(name))
                .findFirst();
    }

    boolean isRecent(Instant now) {
        return now.isBefore(time.plus(interval.multipliedBy(MISSING)));
    }
}
