package dev.leat.core.internal;

import dev.leat.core.Acknowledgement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One call of a handler, from its start until its records are decided on, which may be long after it has returned. */
final class Call {
    final Tenure tenure;
    final List<ConsumerRecord<byte[], byte[]>> records;
    final int attempt;

    /** Of a batch: what the handler has said of single records, and of the others. */
    private final Map<Long, @Nullable Throwable> results = new HashMap<>();

    private @Nullable Throwable thrown;

    private final CountDownLatch released = new CountDownLatch(1);
    private @Nullable CompletableFuture<Void> stage;
    private @Nullable Acknowledgement acknowledgement;
    private @Nullable RuntimeException verdict;
    private boolean waits;
    private boolean returned;

    Call(Tenure tenure, List<ConsumerRecord<byte[], byte[]>> records, int attempt) {
        this.tenure = tenure;
        this.records = records;
        this.attempt = attempt;
    }

    /** Has the handler wait until it is decided. */
    void await() throws InterruptedException {
        waits = true;
        if (!tenure.member.surroundings().await(released, Long.MAX_VALUE / 4)) {
            throw new IllegalStateException("waited for ever");
        }
        waits = false;
        if (verdict != null) {
            throw verdict;
        }
    }

    CompletableFuture<Void> promise() {
        CompletableFuture<Void> promise = new CompletableFuture<>();
        stage = promise;
        return promise;
    }

    void acknowledgedBy(Acknowledgement acknowledgement) {
        this.acknowledgement = acknowledgement;
    }

    /**
     * The end of what was left open.
     *
     * @return false if it was an acknowledgement, and came too late
     */
    boolean decide(@Nullable RuntimeException failure) {
        if (waits) {
            verdict = failure;
            released.countDown();
        } else if (stage != null) {
            boolean unused = failure == null ? stage.complete(null) : stage.completeExceptionally(failure);
        } else if (acknowledgement != null) {
            return failure == null ? acknowledgement.ack() : acknowledgement.nack(failure);
        }
        return true;
    }

    void done(long offset) {
        results.put(offset, null);
    }

    void failed(long offset, Throwable failure) {
        results.put(offset, failure);
    }

    /** By the handler of a batch; nobody else gets to see it. */
    void thrown(Throwable failure) {
        thrown = failure;
    }

    /** Why the record has failed, as far as the handler has a say; null if it is done. */
    @Nullable
    Throwable failureOf(ConsumerRecord<byte[], byte[]> record, @Nullable Throwable ofCall) {
        return results.getOrDefault(record.offset(), ofCall != null ? ofCall : thrown);
    }

    void returned() {
        returned = true;
    }

    /** Whether it takes one of the group's slots. */
    boolean takesSlot() {
        return !returned || stage != null;
    }

    @Override
    public String toString() {
        StringBuilder offsets = new StringBuilder();
        records.forEach(record -> offsets.append('@').append(record.offset()));
        return tenure + offsets.toString() + " attempt " + attempt;
    }
}
