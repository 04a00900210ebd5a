package dev.leat.listener;

import org.jspecify.annotations.Nullable;

/**
 * Sees, and may replace, what a listener method that replies has returned, or what its stage has ended with; and is told when any other has ended well.
 * Several are called in the order they were added, on the thread where the method or stage ended.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ResultFilter {
    /**
     * @param result null if there is none
     * @return what is sent as a reply instead, if the method replies; null for no reply
     * @throws Exception a failure of the message
     */
    @Nullable
    Object filter(MessageContext context, @Nullable Object result) throws Exception;
}
