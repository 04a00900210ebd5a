package dev.leat.core;

import dev.leat.core.internal.Assigned;
import dev.leat.core.internal.Deadlines;
import dev.leat.core.internal.Journal;
import dev.leat.core.internal.Released;
import dev.leat.core.internal.Term;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message that was fetched from {@link Messages}, until it is released. Two things are to be said of it, in any order, on any thread: that
 * it is done ({@link #mark}), and that nobody shall wait for it any more ({@link #release}). One that is released and not marked stays
 * unfinished: no commit passes it, and it is delivered again after a rebalance or a restart, unless it is marked before.
 *
 * <p>One that is neither released nor failed when the deadline of {@link ConsumerGroupBuilder#messages} is over has leaked: that is logged, and
 * if it was not marked it has failed with {@link HandlerTimeoutException}, so that the group's retry policy decides. What is said of it later
 * is ignored and counted ({@link Counts#lateAcknowledgements()}).
 *
 * @since 0.1
 */
public final class Held<K, V> {
    private final Message<K, V> message;
    private final ConsumerRecord<byte[], byte[]> record;
    private final Assigned assigned;
    private final Duration deadline;
    private final Deadlines.Line line;
    private final Journal journal;
    private final CompletableFuture<Void> decision = new CompletableFuture<>();
    /** Guarded by this, as all that follows. */
    private boolean marked;

    private boolean released;
    /** What became of the delivery, if it was released before it was marked. */
    private @Nullable Released unfinished;
    /** By failure or deadline: out of our hands. */
    private boolean lost;
    /** Somebody waits for the commit; begun when it is released. */
    private @Nullable CompletableFuture<Void> commit;

    Held(
            Message<K, V> message,
            ConsumerRecord<byte[], byte[]> record,
            Assigned assigned,
            Duration deadline,
            Deadlines.Line line,
            Journal journal) {
        this.message = message;
        this.record = record;
        this.assigned = assigned;
        this.deadline = deadline;
        this.line = line;
        this.journal = journal;
    }

    public Message<K, V> message() {
        return message;
    }

    /**
     * The message is done: once it is released, its offset may be committed with all before it.
     *
     * @return false if it had failed, or missed its deadline
     */
    public boolean mark() {
        Released open;
        synchronized (this) {
            if (lost) {
                journal.lateAcknowledgement(record);
                return false;
            }
            if (marked) {
                return true;
            }
            marked = true;
            if (!released) {
                return true;
            }
            open = unfinished;
        }
        if (open != null) {
            open.done();
        }
        assigned.finished(record);
        return true;
    }

    /**
     * Nobody shall wait for it any more: the next message of the partition or key may come. A second call does nothing.
     *
     * @return false if it had failed, or missed its deadline
     */
    public boolean release() {
        Released open;
        CompletableFuture<Void> whenCommitted;
        synchronized (this) {
            if (lost) {
                journal.lateAcknowledgement(record);
                return false;
            }
            if (released) {
                return true;
            }
            released = true;
            open = marked ? null : new Released();
            unfinished = open;
            whenCommitted = commit;
        }
        if (open == null) {
            decision.complete(null);
        } else {
            decision.completeExceptionally(open);
        }
        if (whenCommitted != null) {
            follow(assigned.committed(record), whenCommitted);
        }
        return true;
    }

    /**
     * {@link #mark}, and a commit as soon as it is released, without waiting for the group's interval.
     *
     * @return ends, on a thread of its own, once the broker has confirmed a commit beyond this message, which waits for all before it; with {@link
     *     CancellationException} if the partition is given up before, or the message had failed or missed its deadline
     */
    public CompletionStage<Void> commit() {
        if (!mark()) {
            return CompletableFuture.failedFuture(new CancellationException(message.id() + " is out of your hands"));
        }
        synchronized (this) {
            if (!released) {
                if (commit == null) {
                    commit = new CompletableFuture<>();
                }
                return commit.minimalCompletionStage();
            }
        }
        return assigned.committed(record);
    }

    /** {@link #commit} and {@link #release}. */
    public CompletionStage<Void> commitAndRelease() {
        CompletionStage<Void> committed = commit();
        release();
        return committed;
    }

    /**
     * The delivery has failed: counts as an attempt, and the group's retry policy decides what follows.
     *
     * @return false if it was marked or released, had failed, or missed its deadline
     */
    public boolean fail(Throwable why) {
        synchronized (this) {
            if (lost || marked || released) {
                journal.lateAcknowledgement(record);
                return false;
            }
            lost = true;
        }
        decision.completeExceptionally(why);
        return true;
    }

    CompletionStage<?> decision() {
        return decision;
    }

    boolean isOf(Term term) {
        return assigned.term() == term;
    }

    private static void follow(CompletionStage<Void> committed, CompletableFuture<Void> whenCommitted) {
        var unused = committed.whenComplete((nothing, error) -> {
            if (error == null) {
                whenCommitted.complete(null);
            } else {
                whenCommitted.completeExceptionally(error);
            }
        });
    }

    /** From here on it is somebody's. */
    void taken() {
        line.add(new Deadlines.Watched() {
            @Override
            public boolean isOver() {
                return decision.isDone();
            }

            @Override
            public void expire(Executor workers) {
                workers.execute(Held.this::expire);
            }
        });
    }

    private void expire() {
        boolean done;
        synchronized (this) {
            if (lost || released) {
                return;
            }
            done = marked;
            lost = !done;
        }
        if (done) {
            journal.tookTooLong(record, deadline, "it was marked and never released; released now");
            release();
        } else {
            journal.tookTooLong(record, deadline, "it was neither marked nor released, which counts as a failure");
            decision.completeExceptionally(new HandlerTimeoutException(message.id(), deadline, "was not released"));
        }
    }

    @Override
    public String toString() {
        return "Held[" + message.id() + "]";
    }
}
