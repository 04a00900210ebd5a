package dev.leat.benchmarks.arm;

import java.util.ArrayDeque;
import java.util.SplittableRandom;

/** Draws the key of one record after the other, the same ones each time. One thread. */
final class KeyDraw {
    private static final long SEED = 20_261_121;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final int[] other;
    private final double[] own;

    private KeyDraw(double[] weights) {
        other = new int[weights.length];
        own = new double[weights.length];
        share(weights);
    }

    static KeyDraw of(Records.Skew skew, int keys) {
        return new KeyDraw(
                switch (skew) {
                    case UNIFORM -> equal(keys);
                    case ZIPF -> zipf(keys);
                    case EIGHT_KEYS -> equal(Math.min(8, keys));
                    case ONE_KEY -> equal(1);
                });
    }

    /** The index of the next key. */
    int next() {
        int slot = random.nextInt(own.length);
        return random.nextDouble() < own[slot] ? slot : other[slot];
    }

    private static double[] equal(int keys) {
        double[] weights = new double[keys];
        java.util.Arrays.fill(weights, 1);
        return weights;
    }

    private static double[] zipf(int keys) {
        double[] weights = new double[keys];
        for (int i = 0; i < keys; i++) {
            weights[i] = 1.0 / (i + 1);
        }
        return weights;
    }

    /** Vose's alias method: every slot is as likely as any other, and shared by at most two keys. */
    private void share(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        ArrayDeque<Integer> small = new ArrayDeque<>();
        ArrayDeque<Integer> large = new ArrayDeque<>();
        for (int i = 0; i < weights.length; i++) {
            own[i] = weights[i] / sum * weights.length;
            other[i] = i;
            (own[i] < 1 ? small : large).add(i);
        }
        while (!small.isEmpty() && !large.isEmpty()) {
            int poor = small.remove();
            int rich = large.remove();
            other[poor] = rich;
            own[rich] -= 1 - own[poor];
            (own[rich] < 1 ? small : large).add(rich);
        }
        // What rounding has left over fills its slot alone.
        small.forEach(i -> own[i] = 1);
        large.forEach(i -> own[i] = 1);
    }
}
