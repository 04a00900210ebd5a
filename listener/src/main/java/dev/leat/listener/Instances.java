package dev.leat.listener;

/**
 * Where the objects come from whose methods are listeners, if only their class was {@linkplain ListenersBuilder#add(Class) added}: the way to a
 * container. Called by many threads at once.
 *
 * @since 0.1
 */
public interface Instances {
    /**
     * Asked once for each class, while listeners are built.
     *
     * @throws RuntimeException if there can be no object of that class; its message becomes part of the error
     */
    void check(Class<?> type);

    /**
     * Begins what lasts as long as a message is being handled: one attempt at it, by all methods of its topic. A failure is one of the message.
     */
    Scope open(MessageContext context) throws Exception;

    /** What lasts as long as a message is being handled. */
    interface Scope extends AutoCloseable {
        /**
         * The object whose methods are called: the same for all messages, or one of this message's own. The same one for each call with that class.
         */
        Object object(Class<?> type) throws Exception;

        /** Called on the thread that calls the methods, before it does, and before guards are asked. Default nothing. */
        default void enter() {}

        /** Called on the thread that calls the methods, after it has. Default nothing. */
        default void leave() {}

        /**
         * The message is done or has failed: its methods have returned, and their stages or its acknowledgement have ended. On the thread where that
         * happened. A failure is logged and changes nothing.
         */
        @Override
        void close();
    }
}
