package dev.leat.core;

import dev.leat.core.internal.Deadlines;
import dev.leat.core.internal.Journal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decides about one delivery of a message: done, or failed. The first call counts; one that comes later, or after the deadline, is
 * ignored and counted ({@link Counts#lateAcknowledgements()}). From any thread.
 *
 * @since 0.1
 */
public final class Acknowledgement {
    private final ConsumerRecord<byte[], byte[]> record;
    private final Duration deadline;
    private final Journal journal;
    private final CompletableFuture<Void> decision = new CompletableFuture<>();

    Acknowledgement(ConsumerRecord<byte[], byte[]> record, Duration deadline, Journal journal) {
        this.record = record;
        this.deadline = deadline;
        this.journal = journal;
    }

    /**
     * The message is done: its offset may be committed once all before it are.
     *
     * @return whether this call has decided
     */
    public boolean ack() {
        return inTime(decision.complete(null));
    }

    /**
     * The delivery has failed: counts as an attempt, and the group's retry policy decides what follows.
     *
     * @return whether this call has decided
     */
    public boolean nack(Throwable why) {
        return inTime(decision.completeExceptionally(why));
    }

    private boolean inTime(boolean decided) {
        if (!decided) {
            journal.lateAcknowledgement(record);
        }
        return decided;
    }

    /** By a throwing handler; if it had acknowledged before, that counts. */
    void handlerFailed(Throwable why) {
        decision.completeExceptionally(why);
    }

    CompletionStage<?> decision() {
        return decision;
    }

    /** Ends when it is decided: normally once the message is done, else with what it has failed with. For what lasts as long as the message. */
    public CompletionStage<Void> decided() {
        return decision.minimalCompletionStage();
    }

    Deadlines.Watched watched() {
        return new Deadlines.Watched() {
            @Override
            public boolean isOver() {
                return decision.isDone();
            }

            @Override
            public void expire(Executor workers) {
                workers.execute(Acknowledgement.this::expire);
            }
        };
    }

    private void expire() {
        RecordId id = new RecordId(record.topic(), record.partition(), record.offset());
        if (decision.completeExceptionally(new HandlerTimeoutException(id, deadline, "was not acknowledged"))) {
            journal.tookTooLong(record, deadline, "it was not acknowledged, which counts as a failure");
        }
    }
}
