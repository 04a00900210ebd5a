package dev.leat.core;

import dev.leat.core.internal.Deadlines;
import dev.leat.core.internal.Journal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Ends as a stage does, or as a failure when the time is up; there is nothing to interrupt. */
final class TimedStage extends CompletableFuture<Void> implements Deadlines.Watched {
    private final ConsumerRecord<byte[], byte[]> record;
    private final Duration timeout;
    private final Journal journal;

    private TimedStage(ConsumerRecord<byte[], byte[]> record, Duration timeout, Journal journal) {
        this.record = record;
        this.timeout = timeout;
        this.journal = journal;
    }

    static CompletionStage<?> of(
            CompletionStage<?> stage,
            ConsumerRecord<byte[], byte[]> record,
            Duration timeout,
            Deadlines.Line line,
            Journal journal) {
        TimedStage timed = new TimedStage(record, timeout, journal);
        var unused = stage.whenComplete((result, error) -> timed.end(error));
        if (timed.isDone()) {
            return stage;
        }
        line.add(timed);
        return timed;
    }

    private void end(@Nullable Throwable error) {
        if (error == null) {
            complete(null);
        } else {
            completeExceptionally(error);
        }
    }

    @Override
    public boolean isOver() {
        return isDone();
    }

    @Override
    public void expire(Executor workers) {
        workers.execute(this::expireNow);
    }

    private void expireNow() {
        RecordId id = new RecordId(record.topic(), record.partition(), record.offset());
        if (completeExceptionally(new HandlerTimeoutException(id, timeout, "was not done"))) {
            journal.tookTooLong(record, timeout, "which counts as a failure; what its stage brings later is ignored");
        }
    }
}
