package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;

/**
 * An earlier assignment of the same partition whose handlers have not returned: it was lost, or its drain ran out of time. The next one
 * waits for it, so that no two calls for a key overlap in this process; but not for ever, since a handler may never return.
 */
record Predecessor(Assignment earlier, Surroundings surroundings, long untilNanos) {
    boolean isGone() {
        return earlier.isQuiet() || untilNanos - surroundings.nanos() <= 0;
    }

    @Override
    public String toString() {
        return ", waits for handlers of its last assignment";
    }
}
