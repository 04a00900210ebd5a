package dev.leat.core;

import dev.leat.core.internal.Nanos;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** Ids in memory: so many of each group, and none older than that. Thread-safe. */
final class RecentIds implements HandledIds {
    private final int most;
    private final long atMostNanos;
    private final LongSupplier nanos;
    private final ConcurrentMap<String, OfGroup> groups = new ConcurrentHashMap<>();

    RecentIds(int most, Duration atMost, LongSupplier nanos) {
        if (most < 1) {
            throw new IllegalArgumentException("handled ids in memory: most is " + most + ", must be 1 or more");
        }
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException(
                    "handled ids in memory: atMost is " + atMost + ", must be longer than zero");
        }
        this.most = most;
        this.atMostNanos = Nanos.of(atMost);
        this.nanos = nanos;
    }

    @Override
    public boolean containsAll(String group, Set<String> ids) {
        OfGroup known = groups.get(group);
        return known != null && known.containsAll(ids);
    }

    @Override
    public void addAll(String group, Set<String> ids) {
        groups.computeIfAbsent(group, name -> new OfGroup()).addAll(ids);
    }

    @Override
    public String toString() {
        return "HandledIds[in memory, at most " + most + " of each group, for " + Duration.ofNanos(atMostNanos) + "]";
    }

    private final class OfGroup {
        /** Since when, the oldest first; guarded by this. */
        private final Map<String, Long> sinceNanos = new LinkedHashMap<>();

        synchronized boolean containsAll(Set<String> ids) {
            forgetOld(nanos.getAsLong());
            return sinceNanos.keySet().containsAll(ids);
        }

        synchronized void addAll(Set<String> ids) {
            long now = nanos.getAsLong();
            forgetOld(now);
            for (String id : ids) {
                sinceNanos.remove(id); // so that it is the youngest
                sinceNanos.put(id, now);
            }
            Iterator<Long> oldest = sinceNanos.values().iterator();
            while (sinceNanos.size() > most) {
                oldest.next();
                oldest.remove();
            }
        }

        private void forgetOld(long now) {
            Iterator<Long> oldest = sinceNanos.values().iterator();
            while (oldest.hasNext() && now - oldest.next() >= atMostNanos) {
                oldest.remove();
            }
        }
    }
}
