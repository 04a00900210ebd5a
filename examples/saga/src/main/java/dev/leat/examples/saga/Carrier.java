package dev.leat.examples.saga;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands for those who carry parcels: not to everywhere, and not always at the first request. A saga has one parcel, however often it is asked for. Thread-safe. */
final class Carrier {
    private static final Set<String> COUNTRIES = Set.of("United Kingdom", "France", "Germany", "EIRE");
    /** One saga in so many is told to come again. */
    private static final int BUSY = 25;

    private final Set<String> toldToComeAgain = ConcurrentHashMap.newKeySet();
    private final Set<String> parcels = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    static boolean serves(String country) {
        return COUNTRIES.contains(country);
    }

    /** @throws IOException if it is busy, and the next request will do, or closed */
    void carry(String sagaId) throws IOException {
        if (closed) {
            throw new IOException("the carrier is closed");
        }
        if (Math.floorMod(sagaId.hashCode(), BUSY) == 0 && toldToComeAgain.add(sagaId)) {
            throw new IOException("the carrier is busy; ask again");
        }
        parcels.add(sagaId);
    }

    /** Takes no more parcels. */
    void close() {
        closed = true;
    }

    int parcels() {
        return parcels.size();
    }
}
