package dev.leat.config;

import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.Serde;
import dev.leat.core.Tail;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * From a namespace to the topic of applications that know plain JSON alone. Begins when all is read that stood in the topic, lest what is about to be taken from there is answered with what
 * is older. One record is on its way at a time, and only what differs from the last one there is sent: so it ends, whoever writes meanwhile. From any thread.
 */
final class WayBack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");
    /** The namespace and version that a record is. */
    private static final String HEADER = "leat.config";

    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Leat leat;
    private final String namespace;
    private final String topic;
    private final Tail tail;
    private final SnapJobBridge.Observer observer;
    private final Producer<byte[], byte[]> producer;
    private final CountDownLatch closing = new CountDownLatch(1);

    // Guarded by this.
    private @Nullable Revision newest;
    /** The hash of the last configuration in the topic, whoever has written it. */
    private @Nullable String there;
    /** What was sent and not yet read from there. */
    private @Nullable String onItsWay;

    /** How often in a row sending has failed. */
    private int failures;

    private boolean isCaughtUp;
    private boolean isClosed;

    WayBack(Leat leat, String namespace, String topic, Tail tail, SnapJobBridge.Observer observer) {
        this.leat = leat;
        this.namespace = namespace;
        this.topic = topic;
        this.tail = tail;
        this.observer = observer;
        this.producer = leat.producer(Serde.bytes()).keys(Serde.bytes()).build();
    }

    static boolean isOwn(Message<byte[], byte[]> message) {
        return message.headers().text(HEADER).isPresent();
    }

    void start() {
        leat.surroundings().thread("leat-config-bridge", this::begin).start();
    }

    private void begin() {
        try {
            while (!tail.awaitCaughtUp(LOOK)) {
                if (isClosed()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            isCaughtUp = true;
        }
        settle();
    }

    /** It is in force for all. */
    void inForce(Revision revision) {
        synchronized (this) {
            if (newest == null || revision.version() > newest.version()) {
                newest = revision;
            }
        }
        settle();
    }

    /** It stands in the topic. Settled when its record was taken. */
    synchronized void seen(ObjectNode values, Message<byte[], byte[]> message) {
        there = Canonical.hash(values);
        if (message.headers().text(HEADER).filter(mark -> mark.equals(onItsWay)).isPresent()) {
            onItsWay = null;
        }
    }

    /** Sends what is in force if the topic has something else. */
    void settle() {
        Revision revision;
        String mark;
        synchronized (this) {
            revision = newest;
            if (!isCaughtUp || isClosed || onItsWay != null || revision == null || revision.isDeleted()) {
                return;
            }
            if (Canonical.hash(revision.values()).equals(there)) {
                return;
            }
            mark = namespace + ":" + revision.version();
            onItsWay = mark;
        }
        byte[] json = Envelope.mapper().writeValueAsBytes(revision.values());
        var unused = producer.send(Outgoing.<byte[], byte[]>of(topic, null, json)
                        .partition(0)
                        .header(HEADER, mark))
                .whenComplete((id, failure) -> sent(revision, id, failure));
    }

    @SuppressWarnings("NullAway") // one of the two is null
    private void sent(Revision revision, RecordId id, Throwable failure) {
        if (failure == null) {
            synchronized (this) {
                failures = 0;
            }
            LOG.info("{} is sent back as {}", revision, id);
            observer.sentBack(revision, id);
            return;
        }
        Duration pause;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            pause = pause(failures++);
        }
        LOG.warn("{} could not be sent back to {}: {}", revision, topic, failure.getMessage());
        if (failure.getCause() instanceof RetriableException) {
            // Not here: this is the thread that sends.
            leat.surroundings()
                    .thread("leat-config-bridge", () -> settleAfter(pause))
                    .start();
        } else {
            isNotOnItsWay();
        }
    }

    private static Duration pause(int failures) {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Until then it counts as on its way, lest records that come meanwhile have it sent. */
    private void settleAfter(Duration pause) {
        try {
            leat.surroundings().await(closing, pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // somebody wants this thread gone
            return;
        }
        isNotOnItsWay();
        settle();
    }

    private synchronized void isNotOnItsWay() {
        onItsWay = null;
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        closing.countDown();
        producer.close();
    }
}
