package dev.leat.config;

import dev.leat.core.SerdeException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest revision of each namespace for all instances, and for some, as a topic tells it. From any thread. */
final class Known implements TopicEnd.Sink {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final Map<String, Revision> forAll = new ConcurrentHashMap<>();
    private final Map<String, Revision> forSome = new ConcurrentHashMap<>();

    /** Told of what is no revision. */
    interface Unreadable {
        void unreadable(String place, String why);
    }

    /** Null for what is no revision: that is told and passed over, since one such must not stop the others. */
    static @Nullable Revision revision(ConsumerRecord<byte[], byte[]> record, Unreadable told) {
        try {
            if (record.value() == null) {
                throw new SerdeException("it has no value");
            }
            return Envelope.INSTANCE.deserialize(record.topic(), new RecordHeaders(), record.value());
        } catch (SerdeException e) {
            String place = record.topic() + "-" + record.partition() + "@" + record.offset();
            String why = Objects.requireNonNull(e.getMessage());
            LOG.warn("{} is passed over: {}", place, why);
            told.unreadable(place, why);
            return null;
        }
    }

    static @Nullable Revision revision(ConsumerRecord<byte[], byte[]> record) {
        return revision(record, (place, why) -> {});
    }

    Known copy() {
        Known copy = new Known();
        copy.forAll.putAll(forAll);
        copy.forSome.putAll(forSome);
        return copy;
    }

    @Override
    public void begin() {
        forAll.clear();
        forSome.clear();
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
        Revision revision = revision(record);
        if (revision != null) {
            put(revision);
        }
    }

    /** A lower version than the one known changes nothing. */
    void put(Revision revision) {
        (revision.selector().isEmpty() ? forAll : forSome)
                .merge(revision.namespace(), revision, (old, other) -> other.version() >= old.version() ? other : old);
    }

    Set<String> namespaces() {
        Set<String> all = new TreeSet<>(forAll.keySet());
        all.addAll(forSome.keySet());
        return all;
    }

    @Nullable
    Revision forAll(String namespace) {
        return forAll.get(namespace);
    }

    /** For some instances, if there was none for all since. */
    @Nullable
    Revision forSome(String namespace) {
        Revision some = forSome.get(namespace);
        Revision all = forAll.get(namespace);
        return some == null || (all != null && all.version() > some.version()) ? null : some;
    }

    /** What instances choose from, the oldest first. */
    List<Revision> standing(String namespace) {
        return Stream.of(forAll(namespace), forSome(namespace))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What instances of all namespaces choose from, in the order of their names. */
    List<Revision> all() {
        return namespaces().stream()
                .flatMap(namespace -> standing(namespace).stream())
                .toList();
    }

    /** Whomever it is for. */
    @Nullable
    Revision newest(String namespace) {
        Revision some = forSome(namespace);
        return some == null ? forAll(namespace) : some;
    }
}
