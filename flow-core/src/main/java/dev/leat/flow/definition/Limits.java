package dev.leat.flow.definition;

import java.util.OptionalLong;

/**
 * Bounds of a flow.
 *
 * @param active sagas that have not ended; empty if whoever runs the flow has a bound of his own
 * @param startsPerSecond new sagas; empty likewise
 * @param historyEvents entries in the history of one saga until it is paused, {@value #LEAST_HISTORY_EVENTS} at least; empty for {@value #HISTORY_EVENTS}
 * @param dataBytes of the data of one saga, as JSON in UTF-8; empty for {@value #DATA_BYTES}
 * @since 0.1
 */
public record Limits(
        OptionalLong active, OptionalLong startsPerSecond, OptionalLong historyEvents, OptionalLong dataBytes) {
    /** Entries in a history, unless a flow says otherwise. Not to be changed: histories would be replayed otherwise than they were. */
    public static final long HISTORY_EVENTS = 10_000;
    /** With fewer, resuming a saga that is paused because its history is full could fill it again. */
    public static final long LEAST_HISTORY_EVENTS = 10;
    /** Bytes of data, unless a flow says otherwise: a quarter of what a record of Kafka usually has room for. Not to be changed either. */
    public static final long DATA_BYTES = 262_144;

    static final Limits NONE =
            new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
