package dev.leat.core.internal;

import dev.leat.core.Ordering;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Everything an {@link Engine} is made of.
 *
 * @param handlers by topic; their keys are the subscription
 * @param commitInterval the least time between two commits
 * @param drain how long a rebalance waits for running handlers
 */
public record EngineSettings(
        String groupId,
        Ordering ordering,
        int concurrency,
        boolean virtualThreads,
        Map<String, TopicHandler> handlers,
        Policy policy,
        LetterPolicy letterPolicy,
        DeadLetters deadLetters,
        Journal journal,
        Deadlines deadlines,
        Bounds bounds,
        Duration commitInterval,
        Duration drain,
        ConsumerSource consumers,
        Surroundings surroundings) {
    /** Slots are only needed where a handler may return before its record is done and still count. */
    Slots slots(Executor workers) {
        return hasAsyncHandlers() ? Slots.of(concurrency, workers) : Slots.UNLIMITED;
    }

    /** An asynchronous handler needs a thread only to begin. */
    int threads() {
        return hasAsyncHandlers()
                ? Math.min(concurrency, 2 * Runtime.getRuntime().availableProcessors())
                : concurrency;
    }

    private boolean hasAsyncHandlers() {
        return handlers.values().stream()
                .anyMatch(topic -> topic instanceof TopicHandler.Single single && single.slotUntilDone());
    }

    long nanos() {
        return surroundings.nanos();
    }
}
