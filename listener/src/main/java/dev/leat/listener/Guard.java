package dev.leat.listener;

import java.lang.reflect.Method;

/**
 * Decides whether a method may be called with a message. What becomes of the message if not is its {@link Refusal}'s to say, never the retry policy's:
 * asking again would not help. Called by many threads at once, on the worker that calls the method, in
 * the {@link Instances.Scope} of the message.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Guard {
    /**
     * @param context of the message; of a batch, each message is asked for by itself, and has a context of its own, which the method does not see
     * @param listener the method, for annotations of your own on it
     * @throws Exception a failure of the message, which may be tried again: the decision could not be made
     */
    boolean admits(MessageContext context, Method listener) throws Exception;
}
