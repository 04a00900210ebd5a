package dev.leat.benchmarks.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long MILLI = 1_000_000;
    private static final long MICRO = 1_000;

    /** A record each millisecond, from a minute ago. */
    private final Schedule schedule = new Schedule(System.nanoTime() - 60_000 * MILLI, 1_000);

    private final Latencies latencies = new Latencies(index -> index % 10 == 3);

    private void openFor(long first, long end) {
        latencies.open(schedule, schedule.nanos(first), schedule.nanos(end));
    }

    @Test
    void plansEachRecordForItsTime() {
        assertThat(schedule.nanos(0)).isEqualTo(schedule.startNanos());
        assertThat(schedule.nanos(1_500) - schedule.startNanos()).isEqualTo(1_500 * MILLI);
        assertThat(schedule.firstFrom(schedule.startNanos() - 5)).isZero();
        assertThat(schedule.firstFrom(schedule.nanos(1_500))).isEqualTo(1_500);
        assertThat(schedule.firstFrom(schedule.nanos(1_500) + 1)).isEqualTo(1_501);
    }

    @Test
    void measuresFromTheIntendedTime() {
        openFor(0, 2);

        latencies.done(0, schedule.nanos(0) + 3 * MILLI);
        latencies.done(1, schedule.nanos(1) + 5 * MILLI);

        Histogram nanos = latencies.nanos();
        assertThat(nanos.getTotalCount()).isEqualTo(2);
        assertThat((double) nanos.getMinValue()).isCloseTo(3 * MILLI, within(5.0 * MICRO));
        assertThat((double) nanos.getMaxValue()).isCloseTo(5 * MILLI, within(5.0 * MICRO));
    }

    @Test
    void takesTheRecordsThatAreMeantForTheWindowAlone() {
        latencies.done(5, schedule.nanos(5)); // it is not open yet
        openFor(10, 12);

        latencies.done(9, schedule.nanos(9));
        latencies.done(10, schedule.nanos(10));
        latencies.done(10, schedule.nanos(10)); // again
        latencies.done(11, schedule.nanos(500)); // late, but meant for it
        latencies.done(12, schedule.nanos(12));

        assertThat(latencies.expected()).isEqualTo(2);
        assertThat(latencies.taken()).isEqualTo(2);
        assertThat((double) latencies.nanos().getMaxValue()).isCloseTo(489 * MILLI, within(1.0 * MILLI));
    }

    @Test
    void leavesOutWhatIsSlowOnPurpose() {
        openFor(0, 10);

        latencies.done(3, schedule.nanos(3) + 1_000 * MILLI);

        assertThat(latencies.expected()).isEqualTo(9);
        assertThat(latencies.taken()).isZero();
    }

    @Test
    void countsWhatIsNeverDoneWithWhatItHasWaited() {
        openFor(0, 10);
        latencies.done(0, schedule.nanos(0) + MILLI);

        Histogram nanos = latencies.nanos();

        assertThat(nanos.getTotalCount()).isEqualTo(9);
        assertThat(nanos.getMaxValue()).isGreaterThan(59_000 * MILLI);
    }

    @Test
    void hasNoneWithoutAWindow() {
        latencies.done(0, schedule.nanos(0));

        assertThat(latencies.nanos().getTotalCount()).isZero();
    }
}
