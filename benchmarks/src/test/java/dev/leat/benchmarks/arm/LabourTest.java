package dev.leat.benchmarks.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class LabourTest {
    private static final long MILLI = 1_000_000;

    private static long nanosOf(Labour labour, int partition, int key) {
        long begin = System.nanoTime();
        labour.perform(partition, key);
        return System.nanoTime() - begin;
    }

    @Test
    void keepsACoreBusyForAboutThatLong() {
        Labour labour = Labour.of(new Work(Work.Kind.SPIN, 20 * MILLI));
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        labour.perform(0, 0);

        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        assertThat(used).isBetween(10 * MILLI, 200 * MILLI); // machines are shared, and do not keep their clock
    }

    @Test
    void sleepsAtLeastThatLong() {
        Labour labour = Labour.of(new Work(Work.Kind.SLEEP, 300_000));

        assertThat(nanosOf(labour, 0, 0)).isGreaterThanOrEqualTo(300_000);
    }

    @Test
    void sleepsForOneKeyOrPartitionAlone() {
        Labour onKey = Labour.of(new Work(Work.Kind.SLEEP_ON_KEY_0, 5 * MILLI));
        assertThat(onKey.singlesOut(3, 0)).isTrue();
        assertThat(onKey.singlesOut(0, 3)).isFalse();
        assertThat(nanosOf(onKey, 3, 0)).isGreaterThanOrEqualTo(5 * MILLI);

        Labour onPartition = Labour.of(new Work(Work.Kind.SLEEP_ON_PARTITION_0, 5 * MILLI));
        assertThat(onPartition.singlesOut(0, 3)).isTrue();
        assertThat(onPartition.singlesOut(3, 0)).isFalse();
        assertThat(nanosOf(onPartition, 0, 3)).isGreaterThanOrEqualTo(5 * MILLI);
    }

    @Test
    void failsWhenItIsInterruptedSinceItsWorkIsNotDone() {
        Labour labour = Labour.of(new Work(Work.Kind.SLEEP, 60_000 * MILLI));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> labour.perform(0, 0)).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
