package dev.leat.core.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Commits that users wait for. Any thread asks; the rest is the owner's. */
final class Flushes {
    private final Mailbox mailbox;
    private final Executor apart;
    private final List<Flush> waiting = new ArrayList<>();

    /** @param apart runs what users have hung into their stages: neither the owner thread, nor one that handlers may keep */
    Flushes(Mailbox mailbox, Executor apart) {
        this.mailbox = mailbox;
        this.apart = apart;
    }

    private static final class Flush {
        final Assignment assignment;
        final long offset;
        final CompletableFuture<Void> done = new CompletableFuture<>();
        /** It has hurried a commit already; another one that fails is not hurried again. */
        boolean asked;

        Flush(Assignment assignment, long offset) {
            this.assignment = assignment;
            this.offset = offset;
        }
    }

    CompletionStage<Void> of(Assignment assignment, long offset) {
        Flush flush = new Flush(assignment, offset);
        mailbox.post(() -> waiting.add(flush));
        return flush.done.minimalCompletionStage();
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether a commit is worth sending at once: for each of them true but once. */
    boolean hurry() {
        boolean hurry = false;
        for (Flush flush : waiting) {
            if (!flush.asked && flush.assignment.offsets().frontier() > flush.offset) {
                flush.asked = true;
                hurry = true;
            }
        }
        return hurry;
    }

    /** Tells those whose waiting is over. After the last commit of what was given up. */
    void settle() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Flush> confirmed = new ArrayList<>();
        List<Flush> gone = new ArrayList<>();
        for (Iterator<Flush> all = waiting.iterator(); all.hasNext(); ) {
            Flush flush = all.next();
            if (flush.assignment.offsets().isCommitted(flush.offset)) {
                confirmed.add(flush);
                all.remove();
            } else if (flush.assignment.isClosed()) {
                gone.add(flush);
                all.remove();
            }
        }
        if (!confirmed.isEmpty() || !gone.isEmpty()) {
            apart.execute(() -> {
                confirmed.forEach(flush -> flush.done.complete(null));
                gone.forEach(flush -> flush.done.completeExceptionally(
                        new CancellationException(flush.assignment.partition() + "@" + flush.offset
                                + " was not committed before the partition was given up; it will be delivered again")));
            });
        }
    }
}
