package dev.leat.core;

import dev.leat.core.internal.Deadlines;
import dev.leat.core.internal.Journal;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A call of a handler that is interrupted when it takes too long. It is not given up: the key stays parked and the slot taken until it
 * returns, and what it returns or throws counts.
 */
final class TimedCall implements Deadlines.Watched {
    private final ConsumerRecord<byte[], byte[]> record;
    private final Duration timeout;
    private final Journal journal;
    private final Thread caller = Thread.currentThread();
    private boolean over; // guarded by this
    private boolean interrupted; // guarded by this

    private TimedCall(ConsumerRecord<byte[], byte[]> record, Duration timeout, Journal journal) {
        this.record = record;
        this.timeout = timeout;
        this.journal = journal;
    }

    static TimedCall start(
            ConsumerRecord<byte[], byte[]> record, Duration timeout, Deadlines.Line line, Journal journal) {
        TimedCall call = new TimedCall(record, timeout, journal);
        line.add(call);
        return call;
    }

    @Override
    public synchronized boolean isOver() {
        return over || interrupted;
    }

    /** Under the lock, so that the interrupt hits this call and no later one of the thread. */
    @Override
    public synchronized void expire(Executor workers) {
        if (!over) {
            interrupted = true;
            caller.interrupt();
            journal.tookTooLong(record, timeout, "its handler is interrupted; its key waits until it returns");
        }
    }

    synchronized void end() {
        over = true;
        if (interrupted) {
            Thread.interrupted(); // it was for this call
        }
    }
}
