package dev.leat.flow.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a history back to the saga. */
final class Replay {
    private Replay() {}

    static Saga of(Machine machine, List<HistoryEntry> history) {
        Saga saga = null;
        long number = 0;
        for (HistoryEntry entry : history) {
            if (entry.number() != ++number) {
                throw new IllegalArgumentException("the history of a saga of flow '"
                        + machine.flow().name() + "' has entry " + entry.number() + " where " + number
                        + " should be; replay all of it, in order");
            }
            if (entry.input().isPresent()) {
                saga = next(machine, saga, entry, entry.input().get());
            }
        }
        if (saga == null || saga.nextEntry() != number + 1) {
            throw new IllegalArgumentException(
                    "the history of a saga of flow '"
                            + machine.flow().name() + "' ends with entry " + number
                            + ", which is not the end of a step of this flow; replay all of it, with the machine of its version");
        }
        return saga;
    }

    private static Saga next(Machine machine, @Nullable Saga saga, HistoryEntry entry, Input input) {
        if (saga != null) {
            return machine.step(saga, input, entry.at()).saga();
        }
        if (input instanceof Input.Start start) {
            return machine.start(start, entry.at()).saga();
        }
        throw new IllegalArgumentException("the history of a saga of flow '"
                + machine.flow().name() + "' does not begin with its start; replay all of it");
    }
}
