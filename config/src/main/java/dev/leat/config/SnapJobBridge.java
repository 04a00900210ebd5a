package dev.leat.config;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Ordering;
import dev.leat.core.RecordId;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.Tail;
import dev.leat.core.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Between a namespace and applications that tell each other their whole configuration as plain JSON without a key, on partition 0 of a topic such as {@code conf}: so that they can move
 * over one after the other. What they publish becomes a version, if it differs and passes the checks; where it was built with {@link SnapJobBridgeBuilder#back()}, each version that is in
 * force for all goes to that topic, too.
 *
 * <p>A record is taken once, also by a bridge that was killed meanwhile: its place is kept in the namespace {@code bridge:orders} for {@code orders}. What stood in the topic before the
 * first start counts only if nothing had been published to the namespace by then. Two bridges between the same are one too many, and do no harm. Secrets do not leave: they go to the
 * topic as {@code ***}, which leaves them as they are when it comes back. From any thread.
 *
 * @since 0.1
 */
public final class SnapJobBridge implements AutoCloseable {
    /** Told of what the bridge does. On its threads, so it must be quick. */
    public interface Observer {
        /** A record has become a version. */
        default void published(RecordId from, Revision revision) {}

        /** A record was passed over: it is no JSON object, or was refused. */
        default void skipped(RecordId from, String why) {}

        /** A version was written to the topic. */
        default void sentBack(Revision revision, RecordId to) {}
    }

    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final String AUTHOR = "bridge";
    private static final String PREFIX = "bridge:";
    private static final String NEXT = "next";

    private final ConfigStore store;
    private final String namespace;
    private final String topic;
    private final Observer observer;
    private final @Nullable WayBack back;
    private final Tail tail;

    private volatile Watchers.@Nullable Watcher watcher;

    // Written before the tail is started, and then by the one handler that takes records.
    private long next;
    private long last = -1;
    /** Whether the next record may have been published without its place having been kept. */
    private boolean isInDoubt;

    SnapJobBridge(ConfigStore store, String namespace, String topic, Observer observer, boolean isBack) {
        Leat leat = store.leat();
        this.store = store;
        this.namespace = namespace;
        this.topic = topic;
        this.observer = observer;
        this.tail = leat.tail("config-bridge:" + topic + ":" + namespace)
                .keys(Serde.bytes())
                .ordering(Ordering.PARTITION)
                .retry(Retry.exponential(Duration.ofMillis(200)).max(LONGEST_PAUSE))
                .on(Topics.partitions(topic, 0), Serde.bytes(), this::take)
                .build();
        this.back = isBack ? new WayBack(leat, namespace, topic, tail, observer) : null;
    }

    /**
     * A bridge from this topic to this namespace of the store, which it starts, too.
     *
     * @throws ConfigurationException if the topic is one of the store's own
     * @throws IllegalArgumentException if the name of the namespace is none
     */
    public static SnapJobBridgeBuilder between(String topic, ConfigStore store, String namespace) {
        if (store.topic().all().containsKey(topic)) {
            throw new ConfigurationException(
                    "configuration",
                    "topic '" + topic
                            + "' is one of its own, and all that is written there would come back; bridge it to another");
        }
        return new SnapJobBridgeBuilder(topic, store, Publication.named(namespace));
    }

    /**
     * Takes what has come since it was last there, and then each record as it comes. Returns at once. Called once.
     *
     * @throws ConfigStoreException if Kafka does not answer in time, or there is no such topic
     * @throws ConfigurationException if there is something wrong with the topics of the configuration
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void start() throws InterruptedException {
        var unused = store.start(); // whether it is in time shows at once
        next = position();
        if (back != null) {
            watcher = store.watch(revision -> {
                if (revision.namespace().equals(namespace)
                        && revision.selector().isEmpty()) {
                    back.inForce(revision);
                }
            });
        }
        tail.start();
        if (back != null) {
            back.start();
        }
    }

    private long position() {
        long end = end();
        ObjectNode kept = store.newest(PREFIX + namespace).map(Revision::values).orElseGet(Canonical::empty);
        if (kept.path("topic").asString("").equals(topic)) {
            long position = kept.path(NEXT).asLong(0);
            boolean isMadeAnew = position > end;
            isInDoubt = !isMadeAnew;
            return isMadeAnew ? 0 : position;
        }
        // A history forgets with time what is still in force.
        boolean isNew = store.newest(namespace).isEmpty()
                && store.newestForSome(namespace).isEmpty()
                && store.history(namespace).isEmpty();
        long first = isNew ? 0 : end;
        keep(first);
        return first;
    }

    /** Behind the last record there was, though it may be kept no longer; 0 if there never was one. */
    private long end() {
        try (TopicEnd records = new TopicEnd(store.leat(), topic)) {
            records.read(
                    new TopicEnd.Sink() { // only where it ends is of use
                        @Override
                        public void begin() {}

                        @Override
                        public void take(ConsumerRecord<byte[], byte[]> record) {}
                    });
            return records.position();
        }
    }

    private void keep(long position) {
        var unused = store.publish(Publication.of(PREFIX + namespace, Map.of("topic", topic, NEXT, position))
                .author(AUTHOR));
    }

    private void take(Message<byte[], byte[]> message) {
        if (message.offset() < last) {
            next = 0; // it was deleted and made anew
        }
        last = message.offset();
        RecordId id = message.id();
        boolean isOwn = WayBack.isOwn(message);
        ObjectNode values = values(message);
        if (back != null && values != null) {
            back.seen(values, message);
        }
        if (message.offset() >= next) {
            if (!isOwn) {
                if (values == null) {
                    skip(id, "it is no JSON object");
                } else {
                    publish(id, values);
                }
                keep(id.offset() + 1);
                isInDoubt = false;
            }
            next = id.offset() + 1;
        }
        if (back != null) {
            back.settle();
        }
    }

    private static @Nullable ObjectNode values(Message<byte[], byte[]> message) {
        try {
            byte[] bytes = message.valueOrNull();
            return bytes != null && Envelope.mapper().readTree(bytes) instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private void publish(RecordId id, ObjectNode values) {
        while (true) {
            Revision now = store.newest(namespace).orElse(null);
            boolean isEqual = now != null
                    && !now.isDeleted()
                    && Canonical.hash(now.values()).equals(Canonical.hash(values));
            if (isEqual || (isInDoubt && isPublished(id))) {
                seenInForce(now);
                return;
            }
            isInDoubt = true;
            long some = store.newestForSome(namespace).map(Revision::version).orElse(0L);
            try {
                Revision revision = store.publish(Publication.of(namespace, values)
                        .author(AUTHOR)
                        .reason(id.toString())
                        .expecting(Math.max(now == null ? 0 : now.version(), some)));
                seenInForce(revision);
                LOG.info("{} is {}", id, revision);
                observer.published(id, revision);
                return;
            } catch (ConfigConflictException e) {
                LOG.debug("{}: {}", id, e.getMessage()); // it may be equal now
            } catch (ConfigRejectedException e) {
                skip(id, "it is refused: " + String.join("; ", e.problems()));
                return;
            } catch (ConfigStoreException e) {
                if (!e.isLasting()) {
                    throw e;
                }
                skip(id, "it is refused: " + e.getMessage()); // those behind it must not wait for ever
                return;
            }
        }
    }

    /** Somebody may have published since. */
    private boolean isPublished(RecordId id) {
        return store.history(namespace).stream()
                .anyMatch(revision ->
                        revision.author().equals(AUTHOR) && revision.reason().equals(id.toString()));
    }

    private void seenInForce(@Nullable Revision revision) {
        if (back != null && revision != null) {
            back.inForce(revision);
        }
    }

    private void skip(RecordId id, String why) {
        LOG.warn("{} is passed over: {}", id, why);
        observer.skipped(id, why);
    }

    /** Takes and sends nothing more; the store stays as it is. */
    @Override
    public void close() {
        Watchers.Watcher watching = watcher;
        if (watching != null) {
            store.unwatch(watching);
        }
        tail.close();
        if (back != null) {
            back.close();
        }
    }
}
