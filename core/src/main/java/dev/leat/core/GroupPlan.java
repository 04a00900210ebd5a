package dev.leat.core;

import dev.leat.core.StartupReport.Setting;
import dev.leat.core.StartupReport.Source;
import dev.leat.core.StartupReport.Topic;
import dev.leat.core.internal.Bounds;
import dev.leat.core.internal.Disposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a group was built with, for its report.
 *
 * @param partitions how many it takes by their numbers; empty if it shares topics
 * @param given names of the options that were set on the group
 * @param connection settings of Kafka's clients that the {@link Leat} has
 * @param own such settings of the group
 */
record GroupPlan(
        String id,
        List<Topic> topics,
        OptionalInt partitions,
        Ordering ordering,
        int concurrency,
        boolean virtualThreads,
        FailurePolicy failures,
        @Nullable String deadLetterTopic,
        LastResort lastResort,
        @Nullable Duration timeout,
        Duration stallsAfter,
        Stalled stalled,
        Bounds bounds,
        Duration commitInterval,
        boolean completionMap,
        Duration drain,
        Set<String> given,
        KafkaProperties connection,
        KafkaProperties own) {
    /** In the order of their weight. */
    List<Setting> options() {
        List<Setting> options = new ArrayList<>();
        options.add(option("ordering", ordering));
        options.add(option("concurrency", concurrency));
        options.add(option("threads", virtualThreads ? "virtual" : "platform"));
        options.add(option("retry", failures.retry()));
        options.add(option("failed", failed()));
        if (deadLetterTopic != null) {
            options.add(option("deadLetters", deadLetterTopic));
            options.add(option("lastResort", lastResort));
        }
        options.add(option("timeout", timeout == null ? "none" : timeout));
        options.add(option("maxUnfinishedRecords", bounds.records()));
        options.add(option("maxUnfinishedBytes", bounds.bytes()));
        options.add(option("commitInterval", commitInterval));
        options.add(option("completionMap", completionMap));
        options.add(option("drain", drain));
        options.add(option("watchdog", stalled + " after " + stallsAfter));
        return options;
    }

    private Setting option(String name, Object value) {
        return Setting.of(name, value, given.contains(name) ? Source.GROUP : Source.DEFAULT);
    }

    /** The option that says what happens to records that are given up. */
    String failed() {
        if (failures.givenUp() == null) {
            return "none";
        }
        return deadLetterTopic != null
                ? "deadLetters"
                : failures.givenUp() == Disposition.SKIP ? "skipFailed" : "stopOnFailure";
    }
}
