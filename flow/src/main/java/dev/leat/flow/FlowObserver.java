package dev.leat.flow;

import dev.leat.core.RecordId;
import java.time.Duration;

/**
 * Told of what a {@link FlowClient} does, for metrics and the like. Called from many threads at once, on those that do it: it must not block. What it throws is
 * logged and changes nothing.
 *
 * @since 0.1
 */
public interface FlowObserver {
    /** A handler is about to be called; its {@link Command#attempt()} beyond 1 is a retry. Followed by one of the next two. */
    default void commandStarted(Command command) {}

    /** The handler has returned, and its events are confirmed. */
    default void commandSucceeded(Command command, Duration took) {}

    /** The handler, or sending one of its events, has failed. Before the {@link CommandErrorHandler} is called. */
    default void commandFailed(Command command, Throwable error, Duration took) {}

    /**
     * A record was passed over, or failed, because it is no command.
     *
     * @param why what is wrong with it, without any of its content
     */
    default void commandSkipped(RecordId record, String why) {}

    /** A command was passed over that there is no handler for: on a topic that several services share, that is usual. */
    default void commandUnknown(RecordId record, String label) {}

    /** Kafka has confirmed an event. */
    default void eventEmitted(String event) {}

    /** An event could not be sent. */
    default void eventFailed(String event, Throwable error) {}
}
