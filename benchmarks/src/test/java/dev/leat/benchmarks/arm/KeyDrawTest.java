package dev.leat.benchmarks.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leat.benchmarks.arm.Records.Skew;
import org.junit.jupiter.api.Test;

class KeyDrawTest {
    private static final int DRAWS = 1_000_000;

    private static double[] shares(Skew skew, int keys) {
        KeyDraw draw = KeyDraw.of(skew, keys);
        double[] shares = new double[keys];
        for (int i = 0; i < DRAWS; i++) {
            shares[draw.next()] += 1.0 / DRAWS;
        }
        return shares;
    }

    @Test
    void drawsAllKeysAlike() {
        for (double share : shares(Skew.UNIFORM, 100)) {
            assertThat(share).isCloseTo(0.01, within(0.001));
        }
    }

    @Test
    void drawsByTheLawOfZipf() {
        double[] shares = shares(Skew.ZIPF, 100);

        double sum = 0; // of 1/n
        for (int n = 1; n <= 100; n++) {
            sum += 1.0 / n;
        }
        for (int n = 1; n <= 100; n++) {
            assertThat(shares[n - 1]).as("key %s", n - 1).isCloseTo(1 / (n * sum), within(0.002));
        }
    }

    @Test
    void drawsFromEightKeysOrFromOne() {
        double[] eight = shares(Skew.EIGHT_KEYS, 100);
        assertThat(eight[0]).isCloseTo(0.125, within(0.005));
        assertThat(eight[7]).isCloseTo(0.125, within(0.005));
        assertThat(eight[8]).isZero();

        assertThat(shares(Skew.ONE_KEY, 100)[0]).isCloseTo(1, within(1e-6));
    }

    @Test
    void drawsTheSameEachTime() {
        KeyDraw one = KeyDraw.of(Skew.ZIPF, 1_000);
        KeyDraw other = KeyDraw.of(Skew.ZIPF, 1_000);

        for (int i = 0; i < 1_000; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }
}
