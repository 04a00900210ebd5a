package dev.leat.avro;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Since when the registry does not know an id. A node that follows others hears of a new schema a moment after the first records with it
 * are in Kafka, and those records must not be lost for that.
 */
final class Patience {
    /** Then it begins anew, for all: bytes that only look like ids may be any number. */
    private static final int MOST = 1_000;

    private final long nanos;
    private final LongSupplier nanoClock;
    private final Map<Integer, Long> since = new ConcurrentHashMap<>();

    Patience(Duration patience, LongSupplier nanoClock) {
        this.nanos = patience.toNanos();
        this.nanoClock = nanoClock;
    }

    /** The registry has said that it does not know the id. */
    boolean isOver(int id) {
        if (nanos == 0) {
            return true;
        }
        if (since.size() >= MOST) {
            since.clear();
        }
        long now = nanoClock.getAsLong();
        Long first = since.putIfAbsent(id, now);
        return first != null && now - first >= nanos;
    }

    void isKnown(int id) {
        since.remove(id);
    }
}
