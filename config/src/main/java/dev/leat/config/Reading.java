package dev.leat.config;

import dev.leat.core.Batch;
import dev.leat.core.Batching;
import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Serde;
import dev.leat.core.Tail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the topic, and what comes: each revision is given to its namespace, if that is live here, and then told of. Until somebody takes what has come so far it is kept as it is.
 * From any thread.
 */
final class Reading implements AutoCloseable {
    private static final int MOST = 500;

    private final Leat leat;
    private final ConfigTopic topic;
    private final Instance me;
    private final Known.Unreadable unreadable;
    private final News news;
    private final Map<String, LiveConfig<?>> live = new ConcurrentHashMap<>();
    private final Known known = new Known();

    /** What came before there was somebody to take it; null when the start has read it. Guarded by this. */
    private @Nullable Backlog backlog = new Backlog();
    /** Another one after the topics were made, or found to be wrong. Guarded by this. */
    private Tail tail;

    private boolean isClosed;

    interface News {
        /** After each batch; on the thread that reads. */
        void come(List<Revision> revisions);
    }

    Reading(Leat leat, ConfigTopic topic, Instance me, Known.Unreadable unreadable, News news) {
        this.leat = leat;
        this.topic = topic;
        this.me = me;
        this.unreadable = unreadable;
        this.news = news;
        this.tail = reader();
    }

    private Tail reader() {
        return leat.tail("config:" + topic.name() + ":" + me.name())
                .property("isolation.level", "read_committed")
                .property("fetch.max.wait.ms", 500)
                // A broker would make it as it makes any, to forget after a week, while the topics are being looked at.
                .property("allow.auto.create.topics", false)
                .keys(Serde.bytes())
                .onBatch(topic.name(), Serde.bytes(), Batching.of(MOST, Duration.ZERO), this::take)
                .build();
    }

    /** By their namespaces. */
    Map<String, LiveConfig<?>> live() {
        return live;
    }

    /** As of now; it goes on. */
    Known known() {
        return known;
    }

    /** With what has come before; what comes from now on it is given. */
    synchronized void add(LiveConfig<?> config) {
        String namespace = config.namespace();
        if (live.putIfAbsent(namespace, config) != null) {
            throw new ConfigurationException(
                    "configuration '" + namespace + "'", "this store has it live already; use that one");
        }
        known.standing(namespace).forEach(config.applying()::see);
    }

    void start() {
        tail().start();
    }

    private synchronized Tail tail() {
        return tail;
    }

    /** From the beginning, before it is started again: the topics were made, or what has made them was wrong. */
    void beginAnew() {
        tail().close();
        Tail next = reader();
        synchronized (this) {
            if (!isClosed) {
                tail = next;
                return;
            }
        }
        next.close(); // somebody has closed the one before
    }

    boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        return tail().awaitCaughtUp(atMost);
    }

    /** Why Kafka does not let this login read. It is asked again and again; empty as soon as it does. */
    Optional<String> refusal() {
        return tail().trouble()
                .filter(Right::isMissing)
                .map(why -> Right.onTopic("READ", topic.name()).missing());
    }

    private void take(Batch<byte[], byte[]> batch) {
        List<Revision> come = new ArrayList<>();
        synchronized (this) {
            Backlog early = backlog;
            for (Message<byte[], byte[]> message : batch.messages()) {
                if (early == null) {
                    see(message.record(), come);
                } else {
                    early.add(message.record());
                }
            }
        }
        news.come(come);
    }

    synchronized void takeBacklog() {
        Backlog early = backlog;
        if (early != null) {
            backlog = null;
            early.records().forEach(record -> see(record, new ArrayList<>()));
        }
    }

    private void see(ConsumerRecord<byte[], byte[]> record, List<Revision> come) {
        Revision revision = Known.revision(record, unreadable);
        if (revision != null) {
            known.put(revision);
            come.add(revision);
            LiveConfig<?> config = live.get(revision.namespace());
            if (config != null) {
                config.applying().see(revision);
            }
        }
    }

    @Override
    public void close() {
        Tail last;
        synchronized (this) {
            isClosed = true;
            last = tail;
        }
        last.close();
    }
}
