package dev.leat.core.internal;

import dev.leat.core.spi.WorkerPool;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What lasts from one membership of a group to the next.
 *
 * @param newAssignment makes the assignment of a partition
 * @param fail ends the group; the first reason counts
 */
record Lasting(
        EngineSettings settings,
        Lifetime lifetime,
        Membership membership,
        Mailbox mailbox,
        TimingWheel timers,
        Standstill standstill,
        Lease lease,
        Flushes flushes,
        Pauses pauses,
        Departed departed,
        WorkerPool workers,
        Hooks hooks,
        Origins origins,
        BiFunction<TopicPartition, Beginning, Assignment> newAssignment,
        Consumer<Throwable> fail) {
    /** A commit needs time for its way even if handlers get none. */
    private static final Duration LEAST_FOR_KAFKA = Duration.ofSeconds(5);

    /** What time alone brings about: calls that have taken too long, retries that are due. Also while draining. */
    void runDue(long nowNanos) {
        standstill.look(nowNanos);
        timers.runDue(nowNanos);
        settings.deadlines().look(nowNanos, workers);
    }

    String group() {
        return settings.groupId();
    }

    long nanos() {
        return settings.nanos();
    }

    /** The most that a last commit may take, or leaving the group. */
    Duration timeForKafka() {
        Duration drain = settings.drain();
        return lifetime.forKafka(drain.compareTo(LEAST_FOR_KAFKA) > 0 ? drain : LEAST_FOR_KAFKA);
    }
}
