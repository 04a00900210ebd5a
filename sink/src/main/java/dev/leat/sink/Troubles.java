package dev.leat.sink;

import dev.leat.core.health.Finding;
import dev.leat.core.spi.Surroundings;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which batches wait for the index, since when and why. Safe for use by many threads. */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.sink");

    private record Trouble(Instant since, String why) {}

    private final Surroundings surroundings;
    private final Map<Object, Trouble> waiting = new ConcurrentHashMap<>();

    Troubles(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @param who waits */
    void add(Object who, String why) {
        boolean isFirst = waiting.isEmpty();
        Trouble now = waiting.merge(
                who, new Trouble(surroundings.now(), why), (before, fresh) -> new Trouble(before.since(), fresh.why()));
        if (isFirst) {
            LOG.warn("nothing is indexed for now, and tried again until it is: {}", now.why());
        } else {
            LOG.debug("still not indexed: {}", now.why());
        }
    }

    void remove(Object who) {
        Trouble over = waiting.remove(who);
        if (over != null && waiting.isEmpty()) {
            LOG.info("documents are indexed again; it was not so since {}", over.since());
        }
    }

    Optional<Finding> finding() {
        return waiting.values().stream()
                .min(Comparator.comparing(Trouble::since))
                .map(oldest -> Finding.critical("nothing is indexed since " + oldest.since() + ": " + oldest.why()));
    }
}
