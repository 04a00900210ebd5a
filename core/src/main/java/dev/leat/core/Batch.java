package dev.leat.core;

import java.util.Arrays;
import java.util.List;
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

    /** Those without a result have failed as the call has. */
    synchronized void allOthersFailed(Throwable why) {
        for (int i = 0; i < failures.length; i++) {
            if (!done[i] && failures[i] == null) {
                failures[i] = why;
            }
        }
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
