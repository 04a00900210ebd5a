package dev.leat.listener;

import dev.leat.core.Message;

/**
 * Tells which messages a listener method is for, by {@link Listener#filter}. Called by many threads at once. What it throws is a failure of the message.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface MessageFilter {
    /** @param message with key and value as they came from Kafka */
    boolean passes(Message<byte[], byte[]> message);

    /** Lets every message pass: the default. */
    final class All implements MessageFilter {
        @Override
        public boolean passes(Message<byte[], byte[]> message) {
            return true;
        }
    }
}
