package dev.leat.core.tools;

import dev.leat.core.RecordId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Where letters go. Each topic is looked up once, so that none comes into being because a letter names it. For one thread. */
final class ReplayTargets {
    /** @param partition null is the one that the key decides */
    record Target(String topic, @Nullable Integer partition) {}

    private final @Nullable String all;
    private final ToIntFunction<String> partitionCount;
    private final Map<String, Integer> known = new HashMap<>();

    /**
     * @param all where all go; null is where they come from
     * @param partitionCount zero for a topic that is not there
     */
    ReplayTargets(@Nullable String all, ToIntFunction<String> partitionCount) {
        this.all = all;
        this.partitionCount = partitionCount;
    }

    /** Empty if nothing says where it comes from, or that topic is gone. */
    Optional<Target> of(Letter letter) {
        if (all != null) {
            return count(all) == 0 ? Optional.empty() : Optional.of(new Target(all, null));
        }
        RecordId origin = letter.origin().orElse(null);
        int count = origin == null ? 0 : count(origin.topic());
        if (origin == null || count == 0) {
            return Optional.empty();
        }
        // Not every producer chooses partitions as this one would, so the key's other records are where this one was.
        return Optional.of(new Target(origin.topic(), origin.partition() < count ? origin.partition() : null));
    }

    private int count(String topic) {
        Integer count = known.get(topic);
        if (count == null) {
            count = partitionCount.applyAsInt(topic);
            known.put(topic, count);
        }
        return count;
    }
}
