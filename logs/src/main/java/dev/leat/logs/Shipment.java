package dev.leat.logs;

import dev.leat.core.RecordId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A record on its way to Kafka, until that has confirmed it. For one thread, the sender's. */
final class Shipment {
    /** What the objects around the bytes take, more or less. */
    static final int OVERHEAD = 256;

    private final LogLevel level;
    private final long timestampMillis;
    private final byte[] key;
    private final byte[] value;
    private final boolean isOfEarlierProcess;
    /** On disk; null if it is not there. */
    private @Nullable Long place;

    private @Nullable CompletableFuture<RecordId> confirmation;

    Shipment(LogLevel level, long timestampMillis, byte[] key, byte[] value) {
        this.level = level;
        this.timestampMillis = timestampMillis;
        this.key = key;
        this.value = value;
        this.isOfEarlierProcess = false;
    }

    /** One that has been read from disk. */
    Shipment(LogLevel level, long timestampMillis, byte[] key, byte[] value, long place, boolean isOfEarlierProcess) {
        this.level = level;
        this.timestampMillis = timestampMillis;
        this.key = key;
        this.value = value;
        this.place = place;
        this.isOfEarlierProcess = isOfEarlierProcess;
    }

    LogLevel level() {
        return level;
    }

    long timestampMillis() {
        return timestampMillis;
    }

    byte[] key() {
        return key;
    }

    byte[] value() {
        return value;
    }

    long bytes() {
        return (long) value.length + OVERHEAD;
    }

    /** Whether it was logged, and counted, by an earlier process. */
    boolean isOfEarlierProcess() {
        return isOfEarlierProcess;
    }

    void place(long place) {
        this.place = place;
    }

    boolean isOnDisk() {
        return place != null;
    }

    /** Only of one that is on disk. */
    long place() {
        if (place == null) {
            throw new IllegalStateException("this record is not on disk");
        }
        return place;
    }

    void sent(CompletableFuture<RecordId> confirmation) {
        this.confirmation = confirmation;
    }

    boolean isDecided() {
        return confirmation != null && confirmation.isDone();
    }

    /** Null if it is confirmed. Only once it is decided. */
    @Nullable
    Throwable failure() {
        if (confirmation == null || !confirmation.isCompletedExceptionally()) {
            return null;
        }
        return confirmation.handle((where, failure) -> failure).join();
    }
}
