package dev.leat.spring;

import dev.leat.config.ConfigObserver;
import dev.leat.config.Rejection;
import dev.leat.config.Snapshot;
import java.time.Duration;
import java.util.List;

/** Of a store that is there before there are beans: those that want to be told are told of what happens from when they are there. */
final class LateObservers implements ConfigObserver {
    private volatile List<ConfigObserver> known = List.of();

    void tell(List<ConfigObserver> observers) {
        known = observers;
    }

    @Override
    public void applied(String namespace, Snapshot<?> snapshot, Duration sincePublished) {
        known.forEach(observer -> observer.applied(namespace, snapshot, sincePublished));
    }

    @Override
    public void rejected(String namespace, Rejection rejection) {
        known.forEach(observer -> observer.rejected(namespace, rejection));
    }

    @Override
    public void unreadable(String place, String why) {
        known.forEach(observer -> observer.unreadable(place, why));
    }
}
