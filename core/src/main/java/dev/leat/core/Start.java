package dev.leat.core;

import dev.leat.core.internal.Origin;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a partition begins that its group has never committed. Immutable.
 *
 * <p>Wherever it is, the group commits it at once: records that come while the group is down are not passed over when it is started
 * again.
 *
 * @since 0.1
 */
public final class Start {
    private final Origin origin;

    private Start(Origin origin) {
        this.origin = origin;
    }

    /** At the first record there is. The default. */
    public static Start earliest() {
        return new Start(new Origin.Earliest());
    }

    /**
     * At the end, as it is when the group gets its first partitions. What turns up later, such as a new partition or a new topic, begins
     * with the records of the time since the group was started, less a minute for clocks that differ: so nothing that is produced while
     * the group runs is passed over.
     */
    public static Start latest() {
        return new Start(new Origin.Latest());
    }

    /** At the first record with this timestamp or a later one; if there is none yet, at the end. */
    public static Start at(Instant time) {
        return new Start(new Origin.At(time));
    }

    /**
     * At the first record that was no older than this when the group was started; if there is none, at the end.
     *
     * @throws ConfigurationException if it is negative
     */
    public static Start ago(Duration age) {
        if (age.isNegative()) {
            throw new ConfigurationException("start", "ago is " + age + ", must not be negative");
        }
        return new Start(new Origin.Ago(age));
    }

    Origin origin() {
        return origin;
    }

    @Override
    public String toString() {
        return origin.toString();
    }
}
