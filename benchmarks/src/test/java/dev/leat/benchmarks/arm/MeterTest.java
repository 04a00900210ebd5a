package dev.leat.benchmarks.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterTest {
    private static volatile byte[] garbage = new byte[0];

    @Test
    void countsWhatTheWindowHasUsedAndNothingBefore() {
        AtomicLong records = new AtomicLong(500);
        try (Meter meter = new Meter(records::get, ProcessHandle.current().pid())) {
            Meter.Edge begin = meter.begin();
            records.addAndGet(40);
            for (int i = 0; i < 400; i++) {
                garbage = new byte[100_000];
            }
            Labour.of(new Work(Work.Kind.SPIN, 100_000_000)).perform(0, 0);
            Meter.Window window = meter.end(begin);

            assertThat(window.records()).isEqualTo(40);
            assertThat(window.allocatedBytes()).isBetween(40e6, 400e6);
            assertThat(window.cpuMicros()).isGreaterThan(50_000);
            assertThat(window.seconds()).isBetween(0.05, 60.0);
            assertThat(window.peakHeapBytes()).isPositive();
            assertThat(window.threads()).isPositive();
            assertThat(garbage).isNotEmpty();
        }
    }

    @Test
    void countsWhatEndedThreadsHaveAllocated() throws Exception {
        Allocation allocation = new Allocation();
        long before = allocation.bytes();

        Thread thread = new Thread(() -> {
            garbage = new byte[50_000_000];
            allocation.look();
        });
        thread.start();
        thread.join();

        assertThat(allocation.bytes() - before).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void subtractsItsOwnTimeAndTheBrokersFromTheMachines(@TempDir Path proc) throws Exception {
        long self = ProcessHandle.current().pid();
        Files.writeString(proc.resolve("stat"), "cpu  1000 20 300 99999 777 4 6 50 0 0\ncpu0 1 2 3\n");
        Files.createDirectories(proc.resolve(Long.toString(self)));
        Files.createDirectories(proc.resolve("77"));
        Files.writeString(proc.resolve(self + "/stat"), self + " (java) S 1 1 1 0 -1 0 0 0 0 0 200 30 0 0 20 0");
        Files.writeString(proc.resolve("77/stat"), "77 (a (b) c) S 1 1 1 0 -1 0 0 0 0 0 400 50 0 0 20 0");

        assertThat(ForeignLoad.beside(proc, 77).coreSeconds())
                .hasValueSatisfying(seconds -> assertThat(seconds)
                        .isCloseTo((1000 + 20 + 300 + 4 + 6 + 50 - 230 - 450) / 100.0, within(1e-9)));
        assertThat(ForeignLoad.beside(proc, self).coreSeconds())
                .hasValueSatisfying(seconds -> assertThat(seconds).isCloseTo((1380 - 230) / 100.0, within(1e-9)));
    }

    @Test
    void doesNotGuessForeignLoadWhereThereIsNothingToRead(@TempDir Path empty) {
        assertThat(ForeignLoad.beside(empty, 77).coreSeconds()).isEmpty();
    }
}
