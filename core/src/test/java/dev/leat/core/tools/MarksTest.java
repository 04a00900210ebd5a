package dev.leat.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarksTest {
    @Test
    void marksInOrderMoveTheFrontierAndNeedNoText() {
        Marks marks = Marks.from(5);

        marks.add(5, 4);
        marks.add(6, 5);

        assertThat(marks.frontier()).isEqualTo(7);
        assertThat(marks.text()).isEmpty();
        assertThat(marks.has(6)).isTrue();
        assertThat(marks.has(7)).isFalse();
    }

    @Test
    void marksAboveTheFrontierAreRunsUntilTheFrontierComes() {
        Marks marks = Marks.from(0);

        marks.add(2, 1);
        marks.add(3, 2);
        marks.add(40, 39);
        assertThat(marks.frontier()).isZero();
        assertThat(marks.text()).isEqualTo("leat-replayed1:0:2.2,10");

        marks.add(0, -1);
        marks.add(1, 0);
        assertThat(marks.frontier()).isEqualTo(4);
        assertThat(marks.text()).isEqualTo("leat-replayed1:4:10");
    }

    @Test
    void gapsBetweenTwoMarkedLettersAreMarkedToo() {
        Marks marks = Marks.from(0);

        marks.add(4, -1); // the log has nothing before it
        marks.add(9, 4);
        marks.add(20, 15); // 15 is there and not marked

        assertThat(marks.frontier()).isEqualTo(10);
        assertThat(marks.has(19)).isFalse();
        assertThat(marks.has(20)).isTrue();
    }

    @Test
    void whatIsDeletedFromTheLogCountsAsMarked() {
        Marks marks = Marks.read(3, "leat-replayed1:3:2.2,5");

        marks.beginAt(6);

        assertThat(marks.frontier()).isEqualTo(7);
        assertThat(marks.text()).isEqualTo("leat-replayed1:7:5");
    }

    @Test
    void readsWhatItHasWritten() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            BitSet added = new BitSet();
            Marks marks = Marks.from(0);
            for (int turn = 0; turn < 60; turn++) {
                int offset = random.nextInt(100);
                marks.add(offset, offset - 1);
                added.set(offset);
            }

            Marks read = Marks.read(marks.frontier(), marks.text());

            assertThat(read.frontier()).as("seed %d", seed).isEqualTo(added.nextClearBit(0));
            for (int offset = 0; offset < 101; offset++) {
                assertThat(read.has(offset))
                        .as("seed %d, offset %d", seed, offset)
                        .isEqualTo(added.get(offset));
            }
            assertThat(read.text()).isEqualTo(marks.text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "something else",
                "leat-replayed1:b:2", // of another offset
                "leat-replayed1:a:",
                "leat-replayed1:a:0",
                "leat-replayed1:a:2.0",
                "leat-replayed1:a:2,-3",
                "leat-replayed1:a:2.2.2",
                "leat-replayed1:a:1y2p0ij32e8e7,1y2p0ij32e8e7"
            })
    void textOfOthersIsNoMark(String metadata) {
        Marks marks = Marks.read(10, metadata);

        assertThat(marks.frontier()).isEqualTo(10);
        assertThat(marks.text()).isEmpty();
    }
}
