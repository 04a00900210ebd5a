package dev.leat.core.internal;

/**
 * How much of one partition may be in memory before it is paused; it is resumed at half. One poll may come on top.
 *
 * @param offsets the most that may lie between the commit point and the newest record
 */
public record Bounds(int records, long bytes, int offsets) {
    public static final Bounds DEFAULT = new Bounds(10_000, 16L << 20, 1 << 20);
}
