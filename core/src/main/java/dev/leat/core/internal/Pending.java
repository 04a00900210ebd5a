package dev.leat.core.internal;

import dev.leat.core.PostponedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records whose first call did not simply end well, from there to their end: waiting for a stage, for another attempt, or for their dead
 * letters to be confirmed. A lane of single records makes one for a record in trouble; a lane of batches one for each batch.
 *
 * <p>At any time it is with one party alone, which hands it on as its last act: a worker that runs it, or the timer, stage or producer
 * that will have a worker run it again. So nothing here needs a lock.
 */
final class Pending implements Runnable {
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Assignment assignment;
    private final Handling handling;
    private final Outcome.Call call;
    private final @Nullable Lane lane;

    /** To be handled again, in their order. */
    private List<ConsumerRecord<byte[], byte[]>> records;

    /** Behind one that has failed, and not tried yet. */
    private List<ConsumerRecord<byte[], byte[]>> behind = List.of();

    private final ConsumerRecord<byte[], byte[]> last;

    private int attempt = 1;
    private boolean reported;
    private @Nullable Throwable stageFailure;
    private Duration pause = Duration.ZERO;

    /** @param lane waits for the end; null if nobody does */
    Pending(
            Assignment assignment,
            Handling handling,
            Outcome.Call call,
            List<ConsumerRecord<byte[], byte[]>> records,
            @Nullable Lane lane) {
        this.assignment = assignment;
        this.handling = handling;
        this.call = call;
        this.records = records;
        this.last = records.get(records.size() - 1);
        this.lane = lane;
    }

    @Override
    public void run() {
        assignment.entered();
        try {
            goOn();
        } catch (Throwable e) {
            handling.stopGroup(e); // not the handler's, and nobody else would miss these records
        } finally {
            assignment.left();
        }
    }

    private void goOn() {
        Throwable failure = stageFailure;
        if (failure != null) {
            stageFailure = null;
            failed(failure);
        } else {
            makeCall();
        }
    }

    /** Worker: calls the handler, as soon as that may be. */
    private void makeCall() {
        if (!handling.slots().take(this)) {
            return;
        }
        if (!assignment.mayStart(this)) {
            handling.slots().release();
            return;
        }
        Outcome outcome;
        try {
            outcome = call.make(records, attempt);
        } catch (Throwable failure) {
            Thread.interrupted(); // meant for this call, if at all
            handling.slots().release();
            failed(failure);
            return;
        }
        Thread.interrupted();
        if (outcome instanceof Outcome.Unfinished unfinished) {
            if (!unfinished.holdsSlot()) {
                handling.slots().release();
            }
            await(unfinished.stage(), unfinished.holdsSlot());
            return;
        }
        handling.slots().release();
        settle(outcome instanceof Outcome.Failed failed ? failed.failures() : List.of());
    }

    /** Worker: the stage decides. It may end at once, later, or never. */
    void await(CompletionStage<?> stage, boolean holdsSlot) {
        assignment.wentOutside();
        try {
            var unused = stage.whenComplete((result, error) -> stageEnded(error, holdsSlot));
        } catch (RuntimeException e) {
            stageEnded(e, holdsSlot);
        }
    }

    private void stageEnded(@Nullable Throwable error, boolean holdsSlot) {
        if (holdsSlot) {
            handling.slots().release();
        }
        if (error == null) {
            finishAll();
            assignment.cameBack();
            end();
        } else if (Released.is(cause(error))) {
            assignment.cameBack();
            end();
        } else {
            stageFailure = cause(error);
            assignment.cameBack();
            handling.workers().execute(this); // policies and logs are no business of the thread that ends a stage
        }
    }

    private static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    /** Worker: all of them have failed. */
    void failed(Throwable failure) {
        List<BatchRecordHandler.Failed> all = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            all.add(new BatchRecordHandler.Failed(record, failure));
        }
        settle(all);
    }

    private void settle(List<BatchRecordHandler.Failed> failures) {
        finishAllBut(failures);
        if (assignment.isClosed()) {
            // Perhaps just interrupted. Unfinished, so they will be delivered again, here or elsewhere.
            failures.forEach(f -> handling.journal().failedWhileClosing(f.record(), attempt, f.failure()));
            return;
        }
        PostponedException postponed = postponed(failures);
        if (postponed != null) {
            postpone(failures, postponed);
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> again = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> notReached = new ArrayList<>();
        List<BatchRecordHandler.Failed> letters = new ArrayList<>();
        pause = Duration.ZERO;
        for (BatchRecordHandler.Failed failed : failures) {
            if (failed.failure() instanceof NotReached) {
                notReached.add(failed.record());
                continue;
            }
            Disposition next = handling.policy().after(failed.record(), attempt, failed.failure());
            handling.journal().failed(failed.record(), attempt, failed.failure(), next);
            if (next instanceof Disposition.Retry retry) {
                again.add(failed.record());
                pause = retry.pause().compareTo(pause) > 0 ? retry.pause() : pause;
            } else if (next instanceof Disposition.DeadLetter) {
                letters.add(failed);
            } else if (next instanceof Disposition.Stop) {
                handling.stopGroup(failed.failure());
                return;
            } else {
                assignment.finished(failed.record());
            }
        }
        records = again;
        if (!notReached.isEmpty()) {
            behind = notReached; // there are none of before: while those wait, the one in front is alone
        }
        if (letters.isEmpty()) {
            goOnWithTheRest();
        } else {
            reportStuck();
            new Letters(assignment, handling, letters, attempt, this::goOnWithTheRest).run();
        }
    }

    private static @Nullable PostponedException postponed(List<BatchRecordHandler.Failed> failures) {
        for (BatchRecordHandler.Failed failed : failures) {
            PostponedException postponed = PostponedException.in(failed.failure());
            if (postponed != null) {
                return postponed;
            }
        }
        return null;
    }

    /** No handler was called: if others of them have failed, their filter has, and is asked again with all of them. */
    private void postpone(List<BatchRecordHandler.Failed> failures, PostponedException postponed) {
        records = failures.stream().map(BatchRecordHandler.Failed::record).toList();
        assignment.postponed();
        var unused = postponed.until().whenComplete((nothing, error) -> {
            assignment.resumed();
            handling.workers().execute(this);
        });
    }

    private void finishAllBut(List<BatchRecordHandler.Failed> failures) {
        int next = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (next < failures.size() && failures.get(next).record() == record) {
                next++;
            } else {
                assignment.finished(record);
            }
        }
    }

    /** Any thread: another attempt for what is left, or the end. */
    private void goOnWithTheRest() {
        if (records.isEmpty() && !behind.isEmpty()) {
            records = behind;
            behind = List.of();
            attempt = 1;
            handling.workers().execute(this);
        } else if (records.isEmpty()) {
            end();
        } else {
            reportStuck();
            attempt++;
            handling.later(assignment, pause, () -> handling.workers().execute(this));
        }
    }

    private void finishAll() {
        records.forEach(assignment::finished);
        records = List.of();
    }

    private void end() {
        Conclusion conclusion = call.conclusion();
        if (conclusion == null) {
            letTheNextOnesIn();
        } else {
            handling.workers().execute(() -> conclude(conclusion));
        }
    }

    private void conclude(Conclusion conclusion) {
        assignment.entered();
        try {
            if (assignment.mayStart(() -> conclude(conclusion))) {
                conclusion.conclude(last, assignment);
                letTheNextOnesIn();
            }
        } catch (RuntimeException e) {
            handling.journal().notConcluded(last, e);
            handling.later(assignment, AGAIN, () -> handling.workers().execute(() -> conclude(conclusion)));
        } catch (Throwable e) {
            handling.stopGroup(e);
        } finally {
            assignment.left();
        }
    }

    private void letTheNextOnesIn() {
        if (lane != null) {
            lane.unblock();
        }
    }

    /** Once: the lane stays diverted until its head moves. */
    private void reportStuck() {
        if (lane != null && !reported) {
            reported = true;
            lane.reportStuck();
        }
    }
}
