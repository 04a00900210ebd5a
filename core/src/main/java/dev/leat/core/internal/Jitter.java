package dev.leat.core.internal;

/** Spreads what would otherwise come at the same moment, without hidden state: the same salt gives the same share. */
public final class Jitter {
    private Jitter() {}

    /** From 0 up to, not including, 1. */
    public static double share(long salt) {
        return (mix(salt) >>> 11) * 0x1.0p-53;
    }

    /** The finaliser of splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
