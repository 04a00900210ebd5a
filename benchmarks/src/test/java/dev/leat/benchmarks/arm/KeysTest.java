package dev.leat.benchmarks.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeysTest {
    @Test
    void findsTheNumberOfAKey() {
        Keys keys = new Keys(12_000);

        for (int i = 0; i < keys.count(); i++) {
            assertThat(Keys.index(keys.key(i))).isEqualTo(i);
        }
        assertThat(keys.key(42)).asString().isEqualTo("key-42");
    }

    @Test
    void drawsTheKeyOfEachRecordOfAnOpenLoopAlike() {
        int[] counts = new int[50];
        for (long index = 0; index < 50_000; index++) {
            counts[Stamp.key(index, 50)]++;
        }

        for (int count : counts) {
            assertThat(count).isBetween(800, 1_200);
        }
    }

    @Test
    void readsBackWhichRecordItIs() {
        byte[] value = Records.value(Records.VALUE_BYTES);

        Stamp.write(value, 123_456_789_012L);

        assertThat(Stamp.index(value)).isEqualTo(123_456_789_012L);
    }
}
