package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetWindowTest {
    private static final int SEGMENT = 4096;

    @Test
    void twoOffsetsFurtherApartThanTheLimitAreNotAdmittedTogetherIntoAnEmptyWindow() {
        OffsetWindow window = new OffsetWindow(0, 2 * SEGMENT);

        assertThat(window.admits(5, SEGMENT)).isTrue();
        assertThat(window.admits(5, 2 * SEGMENT)).isFalse();
        assertThat(window.admits(5 * SEGMENT, 6 * SEGMENT)).isTrue();
    }

    @Test
    void frontierStaysAtTheLowestUnfinishedOffset() {
        OffsetWindow window = new OffsetWindow(100, SEGMENT);
        deliver(window, 100, 104);

        window.finish(101);
        window.finish(103);

        assertThat(window.advance()).isEqualTo(100);
        window.finish(100);
        assertThat(window.advance()).isEqualTo(102);
        window.finish(102);
        assertThat(window.advance()).isEqualTo(104);
    }

    @Test
    void frontierNeverPassesWhatWasDelivered() {
        OffsetWindow window = new OffsetWindow(0, SEGMENT);
        deliver(window, 0, 64);

        for (int offset = 0; offset < 64; offset++) {
            window.finish(offset);
        }

        assertThat(window.advance()).isEqualTo(64);
        window.deliver(64);
        assertThat(window.advance()).isEqualTo(64);
    }

    @Test
    void gapsBetweenDeliveredOffsetsCountAsFinished() {
        OffsetWindow window = new OffsetWindow(0, 4 * SEGMENT);
        window.deliver(0);
        window.deliver(5000);
        window.skipTo(6000);

        window.finish(0);

        assertThat(window.advance()).isEqualTo(5000);
        window.finish(5000);
        assertThat(window.advance()).isEqualTo(6000);
    }

    @Test
    void anEmptyWindowTakesAnyGap() {
        OffsetWindow window = new OffsetWindow(7, SEGMENT);

        assertThat(window.admits(1L << 40)).isTrue();
        window.deliver(1L << 40);

        assertThat(window.advance()).isEqualTo(1L << 40);
    }

    @Test
    void aFullWindowAdmitsNothingMoreUntilTheFrontierMoves() {
        OffsetWindow window = new OffsetWindow(0, 2 * SEGMENT);
        deliver(window, 0, 2 * SEGMENT);

        assertThat(window.admits(2 * SEGMENT)).isFalse();
        for (int offset = 0; offset < SEGMENT; offset++) {
            window.finish(offset);
        }
        window.advance();

        assertThat(window.admits(2 * SEGMENT)).isTrue();
        assertThat(window.admits(3 * SEGMENT)).isFalse();
    }

    @Test
    void finishingWhatWasNeverDeliveredIsAnError() {
        OffsetWindow window = new OffsetWindow(0, SEGMENT);

        assertThatThrownBy(() -> window.finish(3)).hasMessageContaining("offset 3");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithASetOfOffsetsWhateverTheOrder(long seed) {
        Random random = new Random(seed);
        long start = random.nextInt(100_000);
        OffsetWindow window = new OffsetWindow(start, 4 * SEGMENT);
        TreeSet<Long> unfinished = new TreeSet<>();
        long next = start;

        for (int step = 0; step < 50_000; step++) {
            long gap = random.nextInt(50) == 0 ? random.nextInt(9000) : random.nextInt(3);
            if (random.nextBoolean() && window.admits(next + gap)) {
                window.deliver(next + gap);
                unfinished.add(next + gap);
                next += gap + 1;
            } else if (!unfinished.isEmpty()) {
                Long near = unfinished.ceiling(unfinished.first() + random.nextInt(200));
                long offset = near == null ? unfinished.last() : near;
                unfinished.remove(offset);
                window.finish(offset);
            }
            assertThat(window.advance()).isEqualTo(unfinished.isEmpty() ? next : unfinished.first());
        }
    }

    @Test
    void noCompletionIsLostWhenManyThreadsFinishNeighbours() throws InterruptedException {
        int offsets = 200_000;
        int threads = 4;
        OffsetWindow window = new OffsetWindow(0, 1 << 18);
        deliver(window, 0, offsets);
        List<Integer> all = new ArrayList<>();
        for (int offset = 0; offset < offsets; offset++) {
            all.add(offset);
        }
        Collections.shuffle(all, new Random(1));
        CountDownLatch done = new CountDownLatch(threads);

        for (int t = 0; t < threads; t++) {
            List<Integer> mine = all.subList(t * offsets / threads, (t + 1) * offsets / threads);
            new Thread(() -> {
                        mine.forEach(window::finish);
                        done.countDown();
                    })
                    .start();
        }
        while (done.getCount() > 0) {
            window.advance();
        }

        assertThat(window.advance()).isEqualTo(offsets);
    }

    private static void deliver(OffsetWindow window, long from, long to) {
        for (long offset = from; offset < to; offset++) {
            window.deliver(offset);
        }
    }
}
