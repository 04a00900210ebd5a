package dev.leat.core.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters of records that were given up together: sent one after the other, so that they stand in their order. A record is finished
 * when its letter is confirmed; what follows a letter that cannot be sent is the {@link LetterPolicy}'s to say.
 *
 * <p>At any time it is with one party alone, a worker that runs it, the timer or the producer, so nothing here needs a lock.
 */
final class Letters implements Runnable {
    private final Assignment assignment;
    private final Handling handling;
    private final Queue<BatchRecordHandler.Failed> unsent;
    private final int attempts;
    private final Runnable whenDone;

    /** Of the first that is unsent. */
    private int tries;

    private long sinceNanos;

    /** @param whenDone run once, on any thread, perhaps the producer's own */
    Letters(
            Assignment assignment,
            Handling handling,
            List<BatchRecordHandler.Failed> records,
            int attempts,
            Runnable whenDone) {
        this.assignment = assignment;
        this.handling = handling;
        this.unsent = new ArrayDeque<>(records);
        this.attempts = attempts;
        this.whenDone = whenDone;
    }

    @Override
    public void run() {
        assignment.entered();
        try {
            send(unsent.element());
        } catch (Throwable e) {
            handling.stopGroup(e); // nobody else would miss these records
        } finally {
            assignment.left();
        }
    }

    private void send(BatchRecordHandler.Failed letter) {
        if (tries++ == 0) {
            sinceNanos = handling.nanos();
        }
        assignment.wentOutside();
        handling.deadLetters().send(letter.record(), attempts, letter.failure(), error -> answered(letter, error));
    }

    /** Any thread, perhaps the producer's own: it must not send from here. */
    private void answered(BatchRecordHandler.Failed letter, @Nullable Throwable error) {
        if (error == null) {
            handling.journal().deadLettered(letter.record());
            ended(letter);
        } else if (assignment.isClosed()) {
            handling.journal().failedWhileClosing(letter.record(), attempts, error);
            assignment.cameBack();
        } else {
            failed(letter, error);
        }
    }

    private void failed(BatchRecordHandler.Failed letter, Throwable error) {
        Duration since = Duration.ofNanos(handling.nanos() - sinceNanos);
        Disposition next = handling.letterPolicy().after(error, tries, since);
        handling.journal().deadLetterFailed(letter.record(), tries, error, next);
        if (next instanceof Disposition.Retry retry) {
            assignment.cameBack();
            handling.later(assignment, retry.pause(), () -> handling.workers().execute(this));
        } else if (next instanceof Disposition.Skip) {
            ended(letter);
        } else {
            assignment.cameBack();
            handling.stopGroup(error);
        }
    }

    private void ended(BatchRecordHandler.Failed letter) {
        unsent.remove();
        tries = 0;
        assignment.finished(letter.record());
        boolean last = unsent.isEmpty();
        if (!last) {
            handling.workers().execute(this);
        }
        assignment.cameBack();
        if (last) {
            whenDone.run();
        }
    }
}
