package dev.leat.core.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A lane that hands out one record at a time. A record that is done when its call returns costs it no object. */
final class RecordLane extends Lane {
    private final RecordHandler handler;
    private final boolean ordered;
    private final boolean slotUntilDone;

    /** @param ordered whether a record waits until the one before is done; else only until its call has returned */
    RecordLane(
            Assignment assignment, Handling handling, TopicHandler.Single topic, boolean ordered, Runnable whenStuck) {
        super(assignment, handling, LaneQueue.Readiness.AT_ONCE, whenStuck);
        this.handler = topic.handler();
        this.slotUntilDone = topic.slotUntilDone();
        this.ordered = ordered;
    }

    @Override
    boolean call() {
        Slots slots = handling.slots();
        if (!slots.take(this)) {
            return false;
        }
        ConsumerRecord<byte[], byte[]> record = takeHead();
        if (record == null) {
            slots.release();
            return false;
        }
        CompletionStage<?> stage;
        try {
            stage = handler.handle(record, 1, assignment);
        } catch (Throwable failure) {
            Thread.interrupted(); // meant for this call, if at all
            slots.release();
            leaveBehind(record).failed(failure);
            return !ordered;
        }
        Thread.interrupted();
        if (stage == null || isDone(stage)) {
            slots.release();
            assignment.finished(record);
            headDone();
            return true;
        }
        if (!slotUntilDone) {
            slots.release();
        }
        leaveBehind(record).await(stage, slotUntilDone);
        return !ordered;
    }

    /** Asks no subclass: those of minimal stages refuse to answer, and others may run code of the user here. */
    private static boolean isDone(CompletionStage<?> stage) {
        return stage.getClass() == CompletableFuture.class
                && ((CompletableFuture<?>) stage).isDone()
                && !((CompletableFuture<?>) stage).isCompletedExceptionally();
    }

    /** The record's way from here on; the lane waits for its end, or goes on without it. */
    private Pending leaveBehind(ConsumerRecord<byte[], byte[]> record) {
        if (ordered) {
            block();
        } else {
            headDone();
        }
        return new Pending(assignment, handling, this::again, List.of(record), ordered ? this : null);
    }

    private Outcome again(List<ConsumerRecord<byte[], byte[]>> records, int attempt) throws Exception {
        CompletionStage<?> stage = handler.handle(records.get(0), attempt, assignment);
        return stage == null || isDone(stage) ? Outcome.DONE : new Outcome.Unfinished(stage, slotUntilDone);
    }
}
