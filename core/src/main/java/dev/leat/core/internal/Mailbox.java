package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How other threads reach the owner thread, wherever it waits: in a poll of Kafka's client, or in its own wait.
 *
 * <p>A wake-up may arrive when the poll it was meant for has already returned; it then hits the next blocking call of the client,
 * which throws {@code WakeupException}. Callers treat that as "try again".
 */
final class Mailbox {
    private final Surroundings surroundings;
    private final Queue<Runnable> letters = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Consumer<?, ?> polling;
    private volatile @Nullable Thread waiting;

    Mailbox(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** From any thread: has the owner run this soon. Letters of one thread are run in their order. */
    void post(Runnable letter) {
        letters.add(letter);
        wake();
    }

    private void wake() {
        Consumer<?, ?> consumer = polling;
        if (consumer != null) {
            polling = null; // one wake-up a poll is enough; a second by a race does no harm
            consumer.wakeup();
        }
        Thread owner = waiting;
        if (owner != null) {
            surroundings.unpark(owner);
        }
    }

    /** Owner: runs what is there. */
    void readAll() {
        for (Runnable letter = letters.poll(); letter != null; letter = letters.poll()) {
            letter.run();
        }
    }

    /** Owner: from here on a letter interrupts the client's poll. False if a letter is there already: then do not wait in the poll. */
    boolean enterPoll(Consumer<?, ?> consumer) {
        polling = consumer;
        return letters.isEmpty();
    }

    /** Owner: from here on letters wait to be read. */
    void leavePoll() {
        polling = null;
    }

    /** Owner: waits for a letter, at most this long. Returns at once if the thread is interrupted. */
    void await(Duration atMost) {
        waiting = Thread.currentThread();
        if (letters.isEmpty()) {
            surroundings.park(atMost.toNanos());
        }
        waiting = null;
    }
}
