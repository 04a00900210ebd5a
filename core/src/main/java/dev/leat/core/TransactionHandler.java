package dev.leat.core;

/**
 * What a service does with a message whose results it sends in a transaction: what it sends and that the message is done are seen by others
 * together, or not at all.
 *
 * <p>Throwing means failed: nothing of what was sent for it is seen. Messages before it in the same transaction are then handled once more,
 * without it; so what a handler does besides sending may happen more than once, as everywhere.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TransactionHandler<K, V> {
    void handle(Message<K, V> message, Transaction transaction) throws Exception;
}
