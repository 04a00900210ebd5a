package dev.leat.core.internal;

import dev.leat.core.GroupStateListener;
import dev.leat.core.Ordering;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Everything an {@link Engine} is made of.
 *
 * @param commitInterval the least time between two commits
 * @param completionMap whether commits carry what was finished above them, and are read so
 * @param drain how long a rebalance waits for running handlers
 * @param states told of each change, under a lock: must not wait
 * @param preparation what partitions need before they begin
 * @param hooks what users want done before the last commit of a run
 * @param sessionTimeout after which the group gives up a member it does not hear of; empty if nobody takes partitions away
 */
public record EngineSettings(
        String groupId,
        Ordering ordering,
        int concurrency,
        boolean virtualThreads,
        Sources sources,
        Policy policy,
        LetterPolicy letterPolicy,
        DeadLetters deadLetters,
        Journal journal,
        Deadlines deadlines,
        Bounds bounds,
        Duration commitInterval,
        boolean completionMap,
        Duration drain,
        Optional<Duration> sessionTimeout,
        WatchdogOrders watchdog,
        GroupStateListener states,
        List<Runnable> hooks,
        Preparation preparation,
        ConsumerSource consumers,
        Surroundings surroundings) {
    /** Slots are only needed where a handler may return before its record is done and still count. */
    Slots slots(Executor workers) {
        return hasAsyncHandlers() ? Slots.of(concurrency, workers) : Slots.UNLIMITED;
    }

    /** How long a membership may be taken for granted: endlessly if nobody takes partitions away. */
    Optional<Duration> sessionTimeout(ConsumerSource source) {
        return source.sessionTimeout()
                .or(() -> sessionTimeout)
                .filter(timeout -> sources.subscription().isShared());
    }

    /** An asynchronous handler needs a thread only to begin. */
    int threads() {
        return hasAsyncHandlers()
                ? Math.min(concurrency, 2 * Runtime.getRuntime().availableProcessors())
                : concurrency;
    }

    private boolean hasAsyncHandlers() {
        return sources.all().stream()
                .map(Source::handler)
                .anyMatch(topic -> topic instanceof TopicHandler.Single single && single.slotUntilDone());
    }

    long nanos() {
        return surroundings.nanos();
    }
}
