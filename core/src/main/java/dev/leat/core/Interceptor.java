package dev.leat.core;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Something that surrounds the calls of a group's handlers: tracing, metrics, context, {@link
 * Deduplication}. Called on the worker that calls
 * the handler, before keys and values are read; from many threads at once.
 *
 * <pre>{@code
 * .interceptor((delivery, next) -> {
 *     try (var scope = context.open(delivery.record().headers())) {
 *         return next.proceed();
 *     }
 * })
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Interceptor {
    /** What an interceptor surrounds: the next one, and at last the handler. */
    @FunctionalInterface
    interface Next {
        /**
         * Goes on with the delivery; once for each call of the interceptor.
         *
         * @return null if the messages are done, else the stage whose end decides
         * @throws Exception whatever the handler has thrown
         */
        @Nullable
        CompletionStage<?> proceed() throws Exception;

        /**
         * Of a batch, once {@link #proceed} has returned: what its messages have failed with, one for each that has. {@link #proceed} does not
         * throw that. Otherwise empty.
         */
        default List<Throwable> failures() {
            return List.of();
        }
    }

    /**
     * Returning without {@link Next#proceed} means that the messages are done unhandled; throwing, that they have failed.
     *
     * @return what {@link Next#proceed} has returned, or a stage made from it
     * @throws Exception a failure; the retry policy of the group decides what follows
     */
    @Nullable
    CompletionStage<?> intercept(Delivery delivery, Next next) throws Exception;
}
