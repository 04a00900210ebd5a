package dev.leat.config;

import dev.leat.core.SerdeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest revision of each namespace, as a topic tells it. For one thread at a time. */
final class Known {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final Map<String, Revision> newest = new HashMap<>();

    /** Null for what is no revision: that is told and passed over, since one such must not stop the others. */
    static @Nullable Revision revision(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                throw new SerdeException("it has no value");
            }
            return Envelope.INSTANCE.deserialize(record.topic(), new RecordHeaders(), record.value());
        } catch (SerdeException e) {
            LOG.warn(
                    "{}-{}@{} is passed over: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    Objects.requireNonNull(e.getMessage()));
            return null;
        }
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
        Revision revision = revision(record);
        if (revision != null) {
            put(revision);
        }
    }

    /** A lower version than the one known changes nothing. */
    void put(Revision revision) {
        newest.merge(revision.namespace(), revision, (old, other) -> other.version() >= old.version() ? other : old);
    }

    void forget() {
        newest.clear();
    }

    @Nullable
    Revision newest(String namespace) {
        return newest.get(namespace);
    }
}
