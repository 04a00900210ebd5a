package dev.leat.listener;

import org.jspecify.annotations.Nullable;

/**
 * Sees what a listener method has failed with, or its stage, or the reading of what it takes; and may turn it into a success. Not asked about
 * refusals of a {@link Guard}, nor about interrupts. Several are called in the order they were added, each with what the one before has thrown. On the thread where
 * the method or stage ended.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ErrorFilter {
    /**
     * Returning means that the message is done, with the returned value as its reply, if it replies; null for none.
     *
     * @throws Throwable the failure itself or another: then the message has failed with that
     */
    @Nullable
    Object filter(MessageContext context, Throwable failure) throws Throwable;
}
