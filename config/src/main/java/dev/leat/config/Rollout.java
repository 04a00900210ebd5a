package dev.leat.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whom a publication waits for, how long, and when it is taken back. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * RolledOut done = store.rollOut(publication, Rollout.toAll().within(Duration.ofSeconds(10)).rollBackWhenRefusedBy(0.25));
 * }</pre>
 *
 * @since 0.1
 */
public final class Rollout {
    private final @Nullable Integer instances;
    private final Duration longest;
    private final double share;

    private Rollout(@Nullable Integer instances, Duration longest, double share) {
        this.instances = instances;
        this.longest = longest;
        this.share = share;
    }

    /** All instances that the version is for, and that were heard of lately; also those that come meanwhile. */
    public static Rollout toAll() {
        return new Rollout(null, Duration.ofSeconds(30), Double.POSITIVE_INFINITY);
    }

    /** As many as this, whichever they are; where it is known how many there must be. */
    public static Rollout toInstances(int number) {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "to wait for " + number + " instances makes no sense; wait for 1 or more");
        }
        return new Rollout(number, Duration.ofSeconds(30), Double.POSITIVE_INFINITY);
    }

    /** How long it waits. Default 30 seconds. */
    public Rollout within(Duration longest) {
        return new Rollout(instances, longest, share);
    }

    /**
     * Publishes what was in force before once more, as a new version, as soon as this share of the instances has refused this one: the newest for all that not every one of them refuses,
     * too; without one, the values are deleted. If another version was published meanwhile, that stays. Default never.
     *
     * @param share above 0, up to 1
     */
    public Rollout rollBackWhenRefusedBy(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of " + share + " is none; it must be above 0, and 1 at most");
        }
        return new Rollout(instances, longest, share);
    }

    @Nullable
    Integer instances() {
        return instances;
    }

    Duration longest() {
        return longest;
    }

    /** Infinite for never. */
    double share() {
        return share;
    }
}
