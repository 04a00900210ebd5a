package dev.leat.core.internal;

import dev.leat.core.Batching;
import dev.leat.core.Ordering;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What one storm is like. All of it follows from the seed; seeds in a row go through all orderings and kinds of handlers.
 *
 * @param attempts the most for a record, if there is a last one
 * @param failing the share of calls that fail
 * @param lingering the share of calls that end later
 */
record StormPlan(
        long seed,
        Ordering ordering,
        Map<String, Kind> topics,
        int partitions,
        int keys,
        int mostMembers,
        int concurrency,
        int mostUnfinished,
        int pollRecords,
        Fate fate,
        int attempts,
        boolean filtering,
        @Nullable Duration timeout,
        Duration deadline,
        Batching batching,
        Duration drain,
        Duration session,
        Duration commitInterval,
        boolean completionMap,
        double failing,
        double lingering) {
    enum Kind {
        SINGLE,
        ASYNC,
        MANUAL,
        BATCH
    }

    /** What becomes of records that cannot be handled. */
    enum Fate {
        /** They are tried for ever. */
        TRIED_AGAIN,
        SKIPPED,
        DEAD_LETTER,
        /** A dead letter, or lost if that cannot be sent for ten seconds. */
        DEAD_LETTER_OR_DROPPED,
        /** They end the group. */
        STOPS
    }

    static StormPlan of(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Kind[] kinds = Kind.values();
        Ordering[] orderings = Ordering.values();
        Ordering ordering = orderings[(int) Math.floorMod(seed, (long) orderings.length)];
        Kind kind = kinds[(int) Math.floorMod(seed / 3, (long) kinds.length)];
        Map<String, Kind> topics = new LinkedHashMap<>();
        topics.put("alpha", kind);
        if (random.nextInt(4) == 0) {
            topics.put("beta", kinds[random.nextInt(kinds.length)]);
        }
        return new StormPlan(
                seed,
                ordering,
                topics,
                1 + random.nextInt(4),
                any(random, 1, 6, 30),
                1 + random.nextInt(3),
                any(random, 1, 2, 3, 8, 40),
                any(random, 1, 2, 5, 30, 10_000),
                any(random, 1, 3, 20, 500),
                Fate.values()[Math.min(4, random.nextInt(9) / 2)],
                1 + random.nextInt(4),
                random.nextInt(3) == 0,
                random.nextInt(3) == 0 ? Duration.ofMillis(any(random, 30, 200, 2_000)) : null,
                Duration.ofMillis(any(random, 40, 300, 5_000)),
                Batching.of(any(random, 1, 2, 4, 10), Duration.ofMillis(any(random, 0, 30, 200))),
                Duration.ofMillis(any(random, 0, 100, 1_000, 5_000)),
                Duration.ofSeconds(any(random, 6, 10)),
                Duration.ofMillis(any(random, 20, 200, 1_000)),
                random.nextInt(4) != 0,
                any(random, 0, 5, 20, 40) / 100.0,
                any(random, 0, 10, 40, 80) / 100.0);
    }

    private static int any(Random random, int... of) {
        return of[random.nextInt(of.length)];
    }

    /** Whether records that nobody can read come to an end. */
    boolean endsPoison() {
        return fate != Fate.TRIED_AGAIN && fate != Fate.STOPS;
    }

    /**
     * Whether dead letters of a key come in its order. Not if one that was given up itself may still come; nor those of one batch, of
     * which some are hopeless at once and others after some attempts.
     */
    boolean keepsLettersInOrder(String topic) {
        return fate == Fate.DEAD_LETTER && topics.get(topic) != Kind.BATCH;
    }

    List<String> topicNames() {
        return List.copyOf(topics.keySet());
    }
}
