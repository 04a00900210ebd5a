package dev.leat.core;

/**
 * What a service does with several messages in one call.
 *
 * <p>Returning means done, but for messages that were named in {@link Batch#failed}: these alone are handled again, or given up.
 * Throwing means that all have failed, but for those named in {@link Batch#done} or {@link Batch#failed} before: an exception by itself
 * confirms nothing.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface BatchHandler<K, V> {
    void handle(Batch<K, V> batch) throws Exception;
}
