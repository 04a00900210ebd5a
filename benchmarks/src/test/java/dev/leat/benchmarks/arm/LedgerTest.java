package dev.leat.benchmarks.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final int KEY = 7;

    private final Ledger ledger = new Ledger(3);

    private void handle(int partition, long offset, int key) {
        ledger.begin(partition, offset, key);
        ledger.end(partition, offset, key);
    }

    @Test
    void findsNothingWrongWithRecordsThatComeOnceAndInOrder() {
        for (long offset = 0; offset < 200_000; offset++) {
            handle((int) (offset % 3), offset / 3, (int) (offset % 3));
        }

        assertThat(ledger.handled()).isEqualTo(200_000);
        assertThat(ledger.duplicated()).isZero();
        assertThat(ledger.outOfOrder()).isZero();
        assertThat(ledger.lost(Map.of(0, 66_667L, 1, 66_667L, 2, 66_666L))).isZero();
    }

    @Test
    void countsCommittedRecordsThatNobodyHadAsLost() {
        handle(0, 0, KEY);
        handle(0, 2, KEY);
        handle(1, 0, KEY + 1);

        assertThat(ledger.lost(Map.of(0, 3L, 1, 1L))).isEqualTo(1); // 1 of partition 0
        assertThat(ledger.lost(Map.of(0, 3L, 1, 3L))).isEqualTo(3); // and 1 and 2 of partition 1
        assertThat(ledger.lost(Map.of(2, 100_000L))).isEqualTo(100_000);
    }

    @Test
    void doesNotCallLostWhatIsNotCommitted() {
        handle(0, 0, KEY);

        assertThat(ledger.lost(Map.of(0, 1L))).isZero();
        assertThat(ledger.lost(Map.of())).isZero();
    }

    @Test
    void doesNotTakeARecordForHandledBeforeItsHandlerIsDone() {
        ledger.begin(0, 0, KEY);

        assertThat(ledger.handled()).isZero();
        assertThat(ledger.lost(Map.of(0, 1L))).isEqualTo(1);
    }

    @Test
    void countsRecordsThatComeAgainAsDuplicatedAndAsNothingElse() {
        handle(0, 0, KEY);
        handle(0, 1, KEY);
        handle(0, 0, KEY);
        handle(0, 0, KEY);
        handle(0, 2, KEY);

        assertThat(ledger.duplicated()).isEqualTo(2);
        assertThat(ledger.outOfOrder()).isZero();
        assertThat(ledger.handled()).isEqualTo(3);
    }

    @Test
    void tellsPartitionsApart() {
        handle(0, 5, KEY);
        handle(1, 5, KEY + 1);

        assertThat(ledger.duplicated()).isZero();
        assertThat(ledger.handled()).isEqualTo(2);
    }

    @Test
    void tellsAllOffsetsApartAlsoFarOnes() {
        for (long offset = 0; offset < 300_000; offset++) {
            handle(0, offset, KEY);
        }
        handle(0, 80_000_000, KEY);

        assertThat(ledger.duplicated()).isZero();
        assertThat(ledger.lost(Map.of(0, 300_000L))).isZero();
        assertThat(ledger.lost(Map.of(0, 300_010L))).isEqualTo(10);
    }

    @Test
    void countsARecordAfterALaterOneOfItsKeyAsOutOfOrder() {
        handle(0, 10, KEY);
        handle(0, 9, KEY);
        handle(0, 11, KEY);

        assertThat(ledger.outOfOrder()).isEqualTo(1);
        assertThat(ledger.duplicated()).isZero();
    }

    @Test
    void hasNoOrderBetweenKeys() {
        handle(0, 10, KEY);
        handle(0, 9, KEY + 1);

        assertThat(ledger.outOfOrder()).isZero();
    }

    @Test
    void countsARecordDuringWhichALaterOneOfItsKeyBeginsAsOutOfOrder() {
        ledger.begin(0, 0, KEY);
        ledger.begin(0, 1, KEY);
        ledger.end(0, 0, KEY);
        ledger.end(0, 1, KEY);

        assertThat(ledger.outOfOrder()).isEqualTo(1);
    }

    @Test
    void countsARecordThatIsTriedAgainOnce() {
        ledger.begin(0, 0, KEY); // and its handler fails
        handle(0, 0, KEY);
        handle(0, 1, KEY);

        assertThat(ledger.handled()).isEqualTo(2);
        assertThat(ledger.duplicated()).isZero();
        assertThat(ledger.outOfOrder()).isZero();
    }

    @Test
    void missesNothingOfWhatManyThreadsDo() throws Exception {
        int threads = 8;
        long records = 40_000;

        inParallel(threads, thread -> {
            for (long offset = thread; offset < records; offset += threads) { // each its own keys, but shared words
                handle(0, offset, thread);
            }
        });
        assertThat(ledger.handled()).isEqualTo(records);
        assertThat(ledger.duplicated()).isZero();
        assertThat(ledger.outOfOrder()).isZero();
        assertThat(ledger.lost(Map.of(0, records))).isZero();

        inParallel(threads, thread -> {
            for (long offset = 0; offset < records; offset++) { // all the same
                handle(1, offset, KEY);
            }
        });
        assertThat(ledger.handled()).isEqualTo(2 * records);
        assertThat(ledger.duplicated()).isEqualTo((threads - 1) * records);
    }

    private static void inParallel(int threads, IntConsumer task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                task.accept(number);
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
    }
}
