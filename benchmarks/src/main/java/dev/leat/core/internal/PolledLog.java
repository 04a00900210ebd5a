package dev.leat.core.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A partition in polls that were made beforehand. Since offsets only grow, whoever is through with it begins again with a new {@link
 * Assignment}; it is long enough for that not to be seen in the figures.
 */
final class PolledLog {
    private static final int POLLS = 100;

    private final List<List<ConsumerRecord<byte[], byte[]>>> polls = new ArrayList<>(POLLS);
    private int next;

    PolledLog() {
        for (int i = 0; i < POLLS; i++) {
            polls.add(Parts.records(0, (long) i * Measured.POLL, Measured.POLL));
        }
    }

    List<ConsumerRecord<byte[], byte[]>> first() {
        return polls.get(0);
    }

    List<ConsumerRecord<byte[], byte[]>> poll() {
        return polls.get(next++);
    }

    /** Where the next poll begins. */
    long position() {
        return (long) next * Measured.POLL;
    }

    boolean isAtItsEnd() {
        return next == POLLS;
    }

    void rewind() {
        next = 0;
    }
}
