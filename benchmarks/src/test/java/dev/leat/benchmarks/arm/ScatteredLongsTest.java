package dev.leat.benchmarks.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScatteredLongsTest {
    private final ScatteredLongs numbers = new ScatteredLongs();

    @Test
    void keepsEachNumberInItsOwnPlace() {
        for (long index = 0; index < 5_000; index++) {
            assertThat(numbers.swap(index, index * 3)).isZero();
        }

        for (long index = 0; index < 5_000; index++) {
            assertThat(numbers.at(index)).isEqualTo(index * 3);
            assertThat(numbers.peek(index)).isEqualTo(index * 3);
        }
    }

    @Test
    void isZeroWhereNothingWasWritten() {
        assertThat(numbers.peek(1_000_000)).isZero();
        assertThat(numbers.at(1_000_000)).isZero();
    }

    @Test
    void addsBitsAndTellsWhatWasThere() {
        assertThat(numbers.or(9, 0b01)).isZero();
        assertThat(numbers.or(9, 0b10)).isEqualTo(0b01);
        assertThat(numbers.at(9)).isEqualTo(0b11);
    }
}
