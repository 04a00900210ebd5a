package dev.leat.config;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several as one, of which none harms the others or what they look at. Immutable. */
final class Observers implements ConfigObserver {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final List<ConfigObserver> all;

    Observers(List<ConfigObserver> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void applied(String namespace, Snapshot<?> snapshot, Duration sincePublished) {
        each(observer -> observer.applied(namespace, snapshot, sincePublished));
    }

    @Override
    public void rejected(String namespace, Rejection rejection) {
        each(observer -> observer.rejected(namespace, rejection));
    }

    @Override
    public void unreadable(String place, String why) {
        each(observer -> observer.unreadable(place, why));
    }

    private void each(Consumer<ConfigObserver> told) {
        for (ConfigObserver observer : all) {
            try {
                told.accept(observer);
            } catch (RuntimeException e) {
                LOG.warn("an observer has failed; nothing else is changed by that", e);
            }
        }
    }
}
