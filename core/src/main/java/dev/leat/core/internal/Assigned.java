package dev.leat.core.internal;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The assignment that a record was delivered in, as whoever handles it sees it. All methods may be called from any thread. */
public interface Assigned {
    /** Unique in this JVM: a partition that comes back is another assignment. */
    long id();

    /** How long it lasts. */
    Term term();

    /** Whether handlers were interrupted for the group to end: one that returns then may not have done its work, and nothing of it will be committed. */
    boolean isInterrupted();

    /** Nothing of it can be brought to an end any more: has the partition begin anew, here, where it has committed. */
    void beginAnew();

    /** The record needs nothing more. For those that were {@link Released} unfinished; once. */
    void finished(ConsumerRecord<byte[], byte[]> record);

    /**
     * Has a finished record committed without waiting for the interval.
     *
     * @return ends once the broker has confirmed a commit beyond the record, on a thread of its own; with {@link
     *     java.util.concurrent.CancellationException} if the assignment is over before
     */
    CompletionStage<Void> committed(ConsumerRecord<byte[], byte[]> record);
}
