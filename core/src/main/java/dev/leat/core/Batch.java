package dev.leat.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one partition for one call of a {@link BatchHandler}, in their order, and what becomes of each. Of use only until the call
 * returns; may be shared between threads until then.
 *
 * @since 0.1
 */
public final class Batch<K, V> {
    private final List<Message<K, V>> messages;
    private final boolean[] done; // guarded by this
    private final @Nullable Throwable[] failures; // guarded by this

    Batch(List<Message<K, V>> messages) {
        this.messages = List.copyOf(messages);
        this.done = new boolean[messages.size()];
        this.failures = new Throwable[messages.size()];
    }

    /**
     * A batch of one's own: to call a handler in a test, or to hand the messages of one batch to several handlers, each with its own say.
     *
     * @param messages at least one
     * @throws IllegalArgumentException if there is none
     */
    public static <K, V> Batch<K, V> of(List<Message<K, V>> messages) {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one message");
        }
        return new Batch<>(messages);
    }

    /** At least one. */
    public List<Message<K, V>> messages() {
        return messages;
    }

    public int size() {
        return messages.size();
    }

    /**
     * This message is done, whatever happens to the call. Takes back {@link #failed}.
     *
     * @throws IllegalArgumentException if it is not of this batch
     */
    public synchronized void done(Message<K, V> message) {
        int index = indexOf(message);
        done[index] = true;
        failures[index] = null;
    }

    /**
     * This message has failed, whatever happens to the call. Takes back {@link #done(Message)}.
     *
     * @throws IllegalArgumentException if it is not of this batch
     */
    public synchronized void failed(Message<K, V> message, Throwable why) {
        int index = indexOf(message);
        done[index] = false;
        failures[index] = why;
    }

    private int indexOf(Message<K, V> message) {
        int index = messages.indexOf(message); // messages have identity
        if (index < 0) {
            throw new IllegalArgumentException(message + " is not of this batch");
        }
        return index;
    }

    /** Messages of which nothing was said have failed. What a call that throws means. */
    public synchronized void allOthersFailed(Throwable why) {
        for (int i = 0; i < failures.length; i++) {
            if (!done[i] && failures[i] == null) {
                failures[i] = why;
            }
        }
    }

    /**
     * What the message has failed with, as far as was said by now.
     *
     * @throws IllegalArgumentException if it is not of this batch
     */
    public synchronized Optional<Throwable> failure(Message<K, V> message) {
        return Optional.ofNullable(failures[indexOf(message)]);
    }

    /** Why each message has failed; null for those that have not. */
    synchronized @Nullable Throwable[] failures() {
        return Arrays.copyOf(failures, failures.length);
    }

    @Override
    public String toString() {
        return "Batch[" + messages.size() + " from " + messages.get(0).id() + "]";
    }
}
