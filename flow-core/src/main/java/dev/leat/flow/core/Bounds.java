package dev.leat.flow.core;

import dev.leat.flow.definition.Limits;

/** How much there may be of one saga: what its flow says, or the usual. */
record Bounds(long dataBytes, long historyEvents) {
    static Bounds of(Limits limits) {
        return new Bounds(
                limits.dataBytes().orElse(Limits.DATA_BYTES),
                limits.historyEvents().orElse(Limits.HISTORY_EVENTS));
    }
}
