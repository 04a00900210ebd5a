package dev.leat.config;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Learns what there is, and whether one publication is in it, though others may have followed. For one thread at a time. */
final class Sought implements TopicEnd.Sink {
    private final Known known;
    private final String id;
    private @Nullable Revision found;

    Sought(Known known, String id) {
        this.known = known;
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Null if it has not been read so far. */
    @Nullable
    Revision found() {
        return found;
    }

    @Override
    public void begin() {
        known.begin();
        found = null;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
        Revision revision = Known.revision(record);
        if (revision != null) {
            known.put(revision);
            found = revision.id().equals(id) ? revision : found;
        }
    }
}
