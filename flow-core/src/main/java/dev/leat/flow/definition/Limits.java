package dev.leat.flow.definition;

import java.util.OptionalLong;

/**
 * Bounds of a flow; of those that are empty, whoever runs it has his own.
 *
 * @param active sagas that have not ended
 * @param startsPerSecond new sagas
 * @param historyEvents entries in the history of one saga
 * @param dataBytes of the data of one saga
 * @since 0.1
 */
public record Limits(
        OptionalLong active, OptionalLong startsPerSecond, OptionalLong historyEvents, OptionalLong dataBytes) {
    static final Limits NONE =
            new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
