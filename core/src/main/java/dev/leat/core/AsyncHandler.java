package dev.leat.core;

import java.util.concurrent.CompletionStage;

/**
 * What a service does with one message, without holding a thread until it is done. The message is done when the stage ends normally, and
 * has failed when it ends otherwise, or when the call throws; the retry policy of the group decides what follows.
 *
 * <p>The group's concurrency counts messages in flight. Order holds as for {@link Handler}: the next message of the key (or partition)
 * waits for the stage. The stage may end on any thread.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AsyncHandler<K, V> {
    /** Must not block: few threads serve many messages. */
    CompletionStage<?> handle(Message<K, V> message) throws Exception;
}
