package dev.leat.config;

/**
 * Told of changes, one after the other, never two at a time. In two steps: all listeners prepare, and may refuse by throwing, in which case nothing changes and those that had prepared are
 * told to undo; then it is in force, and all are told. At the start they are called on the thread that starts, or that adds them; later on one of their own. A call that takes longer than
 * {@link LiveConfigBuilder#listenersWithin} is interrupted.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ConfigListener<T> {
    /** It is in force. What this throws is logged, and counts for nobody else. */
    void changed(Change<T> change) throws Exception;

    /**
     * It will be in force if all agree. What can fail is done here: opening a connection with the new address, say.
     *
     * @throws Exception the change is refused, and the version rejected with this message; so it is if this takes too long, and if it returns all the same, it is told to undo
     */
    default void prepare(Change<T> change) throws Exception {}

    /** After {@link #prepare}: another has refused. What this throws is logged. */
    default void undo(Change<T> change) throws Exception {}
}
