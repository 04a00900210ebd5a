package dev.leat.sink;

import dev.leat.core.Batch;
import dev.leat.core.Message;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Brings the documents of batches into the index, and stays with each until it is there or refused: while the index is away or has too
 * much to do it tries again, for as long as that takes. What becomes of a document is decided by the answer's status alone.
 *
 * <p>Several batches at a time, each by its own thread. Group and partition stay with this process meanwhile, since another thread speaks
 * with Kafka; whoever takes the partition away or ends the group ends the waiting.
 */
final class Indexing {
    /** How often a pause looks whether the batch is still wanted. */
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private static final long LEAST_BYTES = 16 << 10;

    /** A node that has lost its data has lost its templates too, so that is looked at again after each time that it was away. */
    private volatile boolean hasTemplate;

    private final IndexClient client;
    private final @Nullable IndexTemplate template;
    private final long bulkBytes;
    private final Tally tally;
    private final Troubles troubles;
    private final Surroundings surroundings;

    Indexing(
            IndexClient client,
            @Nullable IndexTemplate template,
            long bulkBytes,
            Tally tally,
            Troubles troubles,
            Surroundings surroundings) {
        this.client = client;
        this.template = template;
        this.bulkBytes = bulkBytes;
        this.tally = tally;
        this.troubles = troubles;
        this.surroundings = surroundings;
    }

    /** One batch. For one thread. */
    private final class Work {
        private final Batch<byte[], byte[]> batch;
        private final Message<byte[], byte[]> any;
        private final Consumer<Document> accepted;
        private final Pauses pauses = new Pauses(surroundings.nanos());
        private List<Document> left;
        private long mostBytes = bulkBytes;
        private @Nullable String why;

        Work(Batch<byte[], byte[]> batch, List<Document> documents, Consumer<Document> accepted) {
            this.batch = batch;
            this.any = batch.messages().get(0);
            this.left = documents;
            this.accepted = accepted;
        }

        void toItsEnd() throws CancelledException, InterruptedException {
            try {
                while (!left.isEmpty()) {
                    int before = left.size();
                    why = null;
                    left = once();
                    if (left.size() < before) {
                        pauses.beginAnew();
                    }
                    if (why != null) {
                        troubles.add(this, why);
                        pause(pauses.nextNanos());
                    }
                    tally.retries.add(left.size());
                }
            } catch (CancelledException | InterruptedException e) {
                confirm();
                throw e;
            } finally {
                troubles.remove(this);
            }
        }

        /** What is there need not be sent again by whoever comes next. */
        private void confirm() {
            Set<ConsumerRecord<byte[], byte[]>> open = Collections.newSetFromMap(new IdentityHashMap<>());
            left.forEach(document -> open.add(document.record()));
            for (Message<byte[], byte[]> message : batch.messages()) {
                if (!open.contains(message.record()) && batch.failure(message).isEmpty()) {
                    batch.done(message);
                }
            }
        }

        /** What is left after one attempt at each. */
        private List<Document> once() throws InterruptedException {
            Deque<Bulk> bulks = new ArrayDeque<>(Bulk.of(left, mostBytes));
            List<Document> again = new ArrayList<>();
            try {
                makeReady();
                while (!bulks.isEmpty()) {
                    Bulk bulk = bulks.peek();
                    IndexClient.Answer answer = client.bulk(bulk.lines(), this::isWanted);
                    bulks.pop();
                    take(bulk, answer, bulks, again);
                }
            } catch (IndexAwayException e) {
                hasTemplate = false;
                why = e.getMessage();
                bulks.forEach(bulk -> again.addAll(bulk.documents()));
            }
            return again;
        }

        private void makeReady() throws IndexAwayException, InterruptedException {
            if (template != null && !hasTemplate) {
                template.ensure(client, this::isWanted);
                hasTemplate = true;
            }
        }

        private void take(Bulk bulk, IndexClient.Answer answer, Deque<Bulk> bulks, List<Document> again)
                throws IndexAwayException {
            if (answer.isOk()) {
                items(bulk, answer, again);
            } else if (answer.status() == 413 || answer.status() == 400) {
                // Too much at once, or something that spoils the whole: smaller ones show which.
                if (bulk.size() > 1) {
                    List<Bulk> halves = bulk.halves();
                    bulks.push(halves.get(1));
                    bulks.push(halves.get(0));
                } else {
                    refused(bulk.documents().get(0), answer.status(), answer.reason(), again);
                }
            } else {
                if (answer.status() == 429 && bulk.size() > 1) {
                    // A node may never have room for that much at once.
                    mostBytes = Math.max(LEAST_BYTES, mostBytes / 2);
                }
                bulks.push(bulk);
                throw answer.away();
            }
        }

        private void items(Bulk bulk, IndexClient.Answer answer, List<Document> again) throws IndexAwayException {
            JsonNode items = answer.body().path("items");
            if (items.size() != bulk.size()) {
                again.addAll(bulk.documents());
                why = "the index at " + answer.from() + " answers for " + items.size() + " of " + bulk.size()
                        + " documents; is it OpenSearch or Elasticsearch?";
                return;
            }
            for (int i = 0; i < items.size(); i++) {
                item(bulk.documents().get(i), items.get(i).path("create"), answer, again);
            }
        }

        private void item(Document document, JsonNode item, IndexClient.Answer answer, List<Document> again) {
            int status = item.path("status").asInt(0);
            Reason reason = Reason.of(item.path("error"));
            if (status >= 200 && status < 300) {
                tally.indexed.increment();
                accepted.accept(document);
            } else if (status == 409) {
                tally.alreadyThere.increment();
                accepted.accept(document);
            } else if (status >= 400 && status < 500 && !isOfTheIndex(status)) {
                refused(document, status, reason, again);
            } else {
                why = "index '" + document.index() + "' at " + answer.from() + " answers " + status + " " + reason;
                again.add(document);
            }
        }

        /** An index that takes nothing, or nothing from us, is no reason to give documents up. */
        private boolean isOfTheIndex(int status) {
            return status == 429 || status == 401 || status == 403;
        }

        private void refused(Document document, int status, Reason reason, List<Document> again) {
            Document plain = document.plain();
            if (plain != null) {
                again.add(plain); // at once: that is no trouble
                return;
            }
            DocumentRefusedException refusal = new DocumentRefusedException(status, reason, document.index());
            batch.messages().stream()
                    .filter(message -> message.record() == document.record())
                    .forEach(message -> batch.failed(message, refusal));
        }

        private boolean isWanted() {
            return !any.isCancelled();
        }

        private void pause(long nanos) throws CancelledException, InterruptedException {
            CountDownLatch never = new CountDownLatch(1);
            long end = surroundings.nanos() + nanos;
            for (long rest = nanos; rest > 0; rest = end - surroundings.nanos()) {
                if (!isWanted()) {
                    throw new CancelledException();
                }
                var unused = surroundings.await(never, Math.min(rest, LOOK_NANOS));
            }
        }
    }

    /**
     * Returns when each document is in the index or named in {@link Batch#failed}.
     *
     * @param accepted is told of each that is in the index
     */
    void index(Batch<byte[], byte[]> batch, List<Document> documents, Consumer<Document> accepted)
            throws CancelledException, InterruptedException {
        new Work(batch, documents, accepted).toItsEnd();
    }
}
