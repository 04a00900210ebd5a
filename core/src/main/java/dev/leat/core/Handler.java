package dev.leat.core;

/**
 * What a service does with one message. Returning means done: the offset may be committed. Throwing means failed: the retry policy of
 * the group decides what follows.
 *
 * <p>Called from many threads at once, though never for two messages that the group's {@link Ordering} keeps apart. An interrupt means
 * that the group is closing and its deadline has passed.
 */
@FunctionalInterface
public interface Handler<K, V> {
    void handle(Message<K, V> message) throws Exception;
}
