package dev.leat.config;

import dev.leat.core.Leat;
import dev.leat.core.Transaction;
import dev.leat.core.TransactionException;
import dev.leat.core.TransactionalProducer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Publishes, one after the other over all processes. All writers of a topic have one transactional id: whoever begins shuts out the others, and what those were
 * about to write fails. So between reading what is in force and the end of the transaction that follows from it nobody else has written, and no record of a
 * writer who lost ever stands in the topic, where compaction would take it for the newest. So there is one of these for all stores of a connection, too. From any thread.
 */
final class Writing {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Longer than it takes a broker to show a transaction that it has committed. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final int PAUSE_MILLIS = 20;

    /** Guarded by itself. */
    private static final Map<Place, Writing> ALL = new HashMap<>();

    private record Place(Leat leat, String topic) {}

    /** Who publishes: what has to be true of it there, and who it is if the publication does not say. */
    record Writer(Admission checks, String user) {}

    private final Leat leat;
    private final ConfigTopic topic;
    private final TopicEnd end;
    private final Known known = new Known();
    /** From the clock, so that a test whose clock is its own meets the same again. */
    private final SplittableRandom random;

    private @Nullable TransactionalProducer producer;
    /** By the last store that had it. Who came in at that moment would connect again, for nobody to close that. */
    private boolean isClosed;

    /** How many have joined and not left. Guarded by {@link #ALL}. */
    private int stores;

    private Writing(Leat leat, ConfigTopic topic) {
        this.leat = leat;
        this.topic = topic;
        this.end = new TopicEnd(leat, topic.name());
        this.random = new SplittableRandom(leat.surroundings().nanos());
    }

    /** What all stores on this connection write with that keep their configuration there; each of them has to {@link #leave} it. */
    static Writing join(Leat leat, ConfigTopic topic) {
        synchronized (ALL) {
            ALL.keySet().removeIf(place -> place.leat().isClosed());
            Writing writing = ALL.computeIfAbsent(new Place(leat, topic.name()), place -> new Writing(leat, topic));
            writing.stores++;
            return writing;
        }
    }

    /** The last one closes what it has open. */
    void leave() {
        synchronized (ALL) {
            stores--;
            if (stores > 0) {
                return;
            }
            ALL.remove(new Place(leat, topic.name()), this);
        }
        close();
    }

    /** What is known as of now. */
    synchronized Known known() {
        checkOpen();
        end.read(known);
        return known.copy(); // while somebody looks at it, others read anew
    }

    /**
     * What {@link #publish} would make of it now.
     *
     * @throws ConfigConflictException as {@link #publish}
     * @throws ConfigRejectedException as {@link #publish}
     */
    synchronized Revision rehearse(Publication publication, Writer writer) {
        checkOpen();
        end.read(known);
        return next(publication, writer, UUID.randomUUID().toString());
    }

    /**
     * @throws ConfigConflictException if another version is in force than the one expected
     * @throws ConfigRejectedException if a check does not let it pass
     * @throws ConfigStoreException if Kafka does not answer in time; it may have come into force all the same if that was at the very end
     */
    synchronized Revision publish(Publication publication, Writer writer) {
        checkOpen();
        Sought sought = new Sought(known, UUID.randomUUID().toString());
        long deadline = leat.surroundings().nanos() + PATIENCE.toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(publication, writer, sought);
            } catch (TransactionException e) {
                refuseWhatIsTooLarge(publication, e);
                refuseWhatIsNotAllowed(publication, e);
                // Shut out by another writer, or Kafka was away: what is in force has to be looked at anew.
                if (leat.surroundings().nanos() > deadline) {
                    throw new ConfigStoreException(
                            "configuration '" + publication.namespace() + "' could not be published within "
                                    + PATIENCE.toSeconds() + " s: " + e.getMessage(),
                            e);
                }
                pause(attempt);
            }
        }
    }

    private static void refuseWhatIsTooLarge(Publication publication, TransactionException e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof RecordTooLargeException) {
                throw ConfigStoreException.lasting("configuration '" + publication.namespace()
                        + "' was not published: it is too large for a record: " + each.getMessage()
                        + "; make it smaller, or raise max.request.size here and max.message.bytes of the topics");
            }
        }
    }

    /** It would be refused again for as long as anybody waits for it. */
    private void refuseWhatIsNotAllowed(Publication publication, TransactionException e) {
        if (Right.isMissing(e)) {
            Right needed = Right.topicsRefused(e).stream()
                    .sorted()
                    .findFirst()
                    .map(refused -> Right.onTopic("WRITE", refused))
                    .orElseGet(() -> new Right("WRITE", "transactional id '" + transactionalId() + "'"));
            throw new ConfigStoreException(
                    "configuration '" + publication.namespace() + "' was not published: " + needed.missing(), e);
        }
    }

    private String transactionalId() {
        return "leat-config-" + topic.name();
    }

    private Revision attempt(Publication publication, Writer writer, Sought sought) {
        AtomicReference<Revision> done = new AtomicReference<>();
        producer().transact(transaction -> {
            end.read(sought);
            Revision already = sought.found(); // it was committed, and the answer was lost
            done.set(already == null ? write(publication, writer, sought.id(), transaction) : already);
        });
        Revision revision = Objects.requireNonNull(done.get());
        awaitSeen(revision);
        // Should that have taken too long: whoever goes on writing must not take the one before it for the newest.
        known.put(revision);
        return revision;
    }

    /** A transaction is committed before readers see it; whoever is told that it is in force must find it there. */
    private void awaitSeen(Revision revision) {
        long deadline = leat.surroundings().nanos() + SOON.toNanos();
        try {
            end.read(known);
            while (!isSeen(revision) && leat.surroundings().nanos() < deadline) {
                end.readAgain(known);
            }
        } catch (ConfigStoreException e) {
            LOG.debug("{} is committed, and could not be read back", revision, e);
        }
    }

    private boolean isSeen(Revision revision) {
        Revision newest = known.newest(revision.namespace());
        return newest != null && newest.version() >= revision.version();
    }

    private Revision write(Publication publication, Writer writer, String id, Transaction transaction) {
        Revision next = next(publication, writer, id);
        transaction.send(topic.name(), Envelope.INSTANCE, topic.key(next), next);
        transaction.send(topic.historyName(), Envelope.INSTANCE, next.namespace(), next);
        return next;
    }

    private Revision next(Publication publication, Writer writer, String id) {
        String namespace = publication.namespace();
        Revision before = known.newest(namespace);
        Long expected = publication.expected();
        if (expected != null && expected != versionInForce(before)) {
            throw new ConfigConflictException(namespace, expected, before);
        }
        Revision base = known.forAll(namespace);
        ObjectNode stored = writer.checks().stored(publication, publication.valuesAfter(base), base, known);
        return publication.revision(
                Math.max(versionInForce(before), publication.above()) + 1,
                id,
                writer.user(),
                leat.surroundings().now(),
                stored);
    }

    private static long versionInForce(@Nullable Revision before) {
        return before == null ? 0 : before.version();
    }

    private TransactionalProducer producer() {
        TransactionalProducer open = producer;
        if (open == null) {
            open = leat.transactionalProducer(transactionalId());
            producer = open;
        }
        return open;
    }

    /** Random, so that two who shut each other out do not go on so. */
    private void pause(int attempt) {
        int millis = 1 + random.nextInt(PAUSE_MILLIS * Math.min(attempt, 50));
        try {
            leat.surroundings()
                    .await(new CountDownLatch(1), Duration.ofMillis(millis).toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigStoreException("interrupted while publishing", e);
        }
    }

    private void checkOpen() {
        if (isClosed) {
            throw new IllegalStateException("the configuration of topic '" + topic.name()
                    + "' was closed meanwhile; build another store to go on");
        }
    }

    private synchronized void close() {
        isClosed = true;
        end.close();
        TransactionalProducer open = producer;
        producer = null;
        if (open != null) {
            open.close();
        }
    }
}
