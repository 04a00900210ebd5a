package dev.leat.core;

import dev.leat.core.internal.Origin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the property {@code auto.offset.reset} means in a group. Where a partition without a commit begins, the group decides itself.
 * Kafka's client is left with positions that are gone from the log: there it goes on with the oldest record there is, since everything
 * else would pass records over; but not with {@code none}, which asks for a failure.
 */
record OffsetReset(Origin origin, String forKafka) {
    /** Goes on with the oldest record there is. */
    static final String FOR_LOST_POSITIONS = "earliest";

    private static final String BY_DURATION = "by_duration:";

    /** @param property as Kafka has found it valid, or null */
    static OffsetReset of(@Nullable Object property) {
        String text = property == null ? FOR_LOST_POSITIONS : property.toString();
        if (text.equals("none")) {
            return new OffsetReset(new Origin.Nowhere(), text);
        }
        if (text.startsWith(BY_DURATION)) {
            Duration age = Duration.parse(text.substring(BY_DURATION.length()));
            return new OffsetReset(new Origin.Ago(age), FOR_LOST_POSITIONS);
        }
        return new OffsetReset(text.equals("latest") ? new Origin.Latest() : new Origin.Earliest(), FOR_LOST_POSITIONS);
    }
}
