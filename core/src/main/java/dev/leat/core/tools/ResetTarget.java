package dev.leat.core.tools;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where a group shall go on. What is beyond the beginning or the end of a partition means that beginning or end. Immutable.
 *
 * @since 0.1
 */
public final class ResetTarget {
    /**
     * What is known of a partition.
     *
     * @param stable where it ends for those who see committed transactions only
     * @param end where it ends for all others, at or behind that
     * @param atTime the first offset at the wanted time; empty if there is none, or none is wanted
     */
    record Place(long beginning, long stable, long end, OptionalLong committed, OptionalLong atTime) {}

    private final String text;
    private final @Nullable Instant time;
    private final ToLongFunction<Place> offset;

    private ResetTarget(String text, @Nullable Instant time, ToLongFunction<Place> offset) {
        this.text = text;
        this.time = time;
        this.offset = offset;
    }

    /** The first record there is. */
    public static ResetTarget beginning() {
        return new ResetTarget("the beginning", null, Place::beginning);
    }

    /**
     * Behind the last record that there is now. Records of a transaction that is still open are not there yet, unless the group has read
     * them all the same.
     */
    public static ResetTarget end() {
        return new ResetTarget(
                "the end",
                null,
                place -> Math.max(place.stable(), place.committed().orElse(0)));
    }

    /** The first record with this timestamp or a later one; if there is none, the end. */
    public static ResetTarget at(Instant time) {
        return new ResetTarget(time.toString(), time, place -> place.atTime().orElse(place.stable()));
    }

    /** This offset, in each partition. */
    public static ResetTarget offset(long offset) {
        return new ResetTarget("offset " + offset, null, place -> offset);
    }

    /** That many offsets on, or back if negative, from the commit; from the beginning where nothing is committed. */
    public static ResetTarget by(long offsets) {
        return new ResetTarget(
                offsets + " offsets from the commit",
                null,
                place -> place.committed().orElse(place.beginning()) + offsets);
    }

    Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    long of(Place place) {
        return Math.max(place.beginning(), Math.min(place.end(), offset.applyAsLong(place)));
    }

    @Override
    public String toString() {
        return text;
    }
}
