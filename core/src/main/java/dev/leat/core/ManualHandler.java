package dev.leat.core;

/**
 * What a service does with a message that it will acknowledge by itself, now or later, on any thread. Returning means nothing; throwing
 * means failed, unless it was acknowledged before.
 *
 * <p>With {@link Ordering#PARTITION} and {@link Ordering#KEY} the next message of the partition or key waits for the acknowledgement.
 * With {@link Ordering#UNORDERED} nobody waits; messages that are not acknowledged count against {@link
 * ConsumerGroupBuilder#maxUnfinished}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ManualHandler<K, V> {
    void handle(Message<K, V> message, Acknowledgement acknowledgement) throws Exception;
}
