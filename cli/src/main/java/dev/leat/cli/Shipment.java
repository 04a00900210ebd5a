package dev.leat.cli;

import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.SendException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** Sends what lines say, and counts. {@link #feed} is for one thread, everything else for any. */
final class Shipment {
    private final Producer<byte[], byte[]> producer;
    private final Screen screen;
    private final AtomicLong confirmed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private volatile boolean stopped;

    Shipment(Producer<byte[], byte[]> producer, Screen screen) {
        this.producer = producer;
        this.screen = screen;
    }

    /** Sends until the input ends or it is stopped, or sending fails. */
    void feed(Input input, LineFormat format) {
        long number = 0;
        for (String line = input.next(); line != null && !stopped && failed.get() == 0; line = input.next()) {
            number++;
            Outgoing<byte[], byte[]> record;
            try {
                record = format.record(line);
            } catch (IllegalArgumentException e) {
                unreadable.incrementAndGet();
                screen.message("leat: " + input.name() + ":" + number + ": " + e.getMessage());
                continue;
            }
            send(record);
        }
    }

    void send(Outgoing<byte[], byte[]> record) {
        var unused = producer.send(record).whenComplete(this::count);
    }

    private void count(@Nullable RecordId id, @Nullable Throwable error) {
        if (error == null) {
            confirmed.incrementAndGet();
        } else {
            failed.incrementAndGet();
            firstFailure.compareAndSet(
                    null, error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
        }
    }

    /** What is on its way still arrives. */
    void stop() {
        stopped = true;
    }

    long confirmed() {
        return confirmed.get();
    }

    long failed() {
        return failed.get();
    }

    /** Lines that are no records. */
    long unreadable() {
        return unreadable.get();
    }

    /** Why sending failed, in words; null if it has not. */
    @Nullable
    String failure() {
        Throwable first = firstFailure.get();
        if (first == null) {
            return null;
        }
        Throwable reason = first instanceof SendException && first.getCause() != null ? first.getCause() : first;
        return reason instanceof AuthorizationException // of the topic, or of the cluster if it may write to none
                ? "this login may not write to the topic; whoever gives out rights on this cluster can change that"
                : reason.getMessage();
    }
}
