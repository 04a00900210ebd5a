package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TimingWheelTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<String> ran = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MAX_VALUE - 5, Long.MIN_VALUE, 123_456_789_012_345L})
    void nothingRunsBeforeItsTimeAndEverythingOnceAtIt(long now) {
        TimingWheel wheel = new TimingWheel(now);
        wheel.at(now + 10, () -> ran.add("ten"));

        wheel.runDue(now + 9);
        assertThat(ran).isEmpty();
        wheel.runDue(now + 10);
        wheel.runDue(now + 11);
        wheel.runDue(now + HOUR);

        assertThat(ran).containsExactly("ten");
    }

    @Test
    void earlierTimesRunFirstAndEqualOnesInTheOrderOfScheduling() {
        TimingWheel wheel = new TimingWheel(0);
        wheel.at(2 * HOUR, () -> ran.add("late"));
        wheel.at(SECOND, () -> ran.add("second, scheduled first"));
        wheel.at(0, () -> ran.add("now"));
        wheel.runDue(SECOND - 1);
        wheel.at(SECOND, () -> ran.add("second, scheduled later"));

        wheel.runDue(3 * HOUR);

        assertThat(ran).containsExactly("now", "second, scheduled first", "second, scheduled later", "late");
    }

    @Test
    void whatIsScheduledForATimeThatIsOverRunsNext() {
        TimingWheel wheel = new TimingWheel(0);
        wheel.runDue(HOUR);

        wheel.at(SECOND, () -> ran.add("over"));

        assertThat(wheel.untilNext(HOUR, SECOND)).isZero();
        wheel.runDue(HOUR);
        assertThat(ran).containsExactly("over");
    }

    @Test
    void actionsScheduleMoreForTheSameRound() {
        TimingWheel wheel = new TimingWheel(0);
        wheel.at(5, () -> {
            wheel.at(3, () -> ran.add("over"));
            wheel.at(7, () -> ran.add("seven"));
            wheel.at(SECOND + 1, () -> ran.add("later"));
        });
        wheel.at(6, () -> ran.add("six"));

        wheel.runDue(SECOND);

        assertThat(ran).containsExactly("over", "six", "seven");
    }

    @Test
    void actionsCancelOthersThatAreDueInTheSameRoundAndThemselves() {
        TimingWheel wheel = new TimingWheel(0);
        List<TimingWheel.Timer> timers = new ArrayList<>();
        for (long due : new long[] {5, 5, 5, HOUR / 2, HOUR}) {
            timers.add(wheel.at(due, () -> {
                ran.add("first to run");
                timers.forEach(TimingWheel.Timer::cancel);
            }));
        }

        wheel.runDue(2 * HOUR);

        assertThat(ran).containsExactly("first to run");
        assertThat(wheel.untilNext(2 * HOUR, 17)).isEqualTo(17);
    }

    @Test
    void aCancelledTimerHoldsItsActionNoMore() {
        TimingWheel wheel = new TimingWheel(0);
        byte[] record = new byte[1000];
        WeakReference<byte[]> kept = new WeakReference<>(record);
        TimingWheel.Timer timer = scheduleWith(wheel, record);
        record = null;

        timer.cancel();

        for (int i = 0; i < 50 && kept.get() != null; i++) {
            System.gc();
        }
        assertThat(kept.get()).isNull();
        timer.cancel();
    }

    @Test
    void afterAFailedActionTheOthersAreStillThere() {
        TimingWheel wheel = new TimingWheel(0);
        wheel.at(5, () -> {
            throw new IllegalStateException("planned");
        });
        wheel.at(5, () -> ran.add("next"));

        try {
            wheel.runDue(10);
        } catch (IllegalStateException planned) {
            ran.add("failed");
        }
        wheel.runDue(10);

        assertThat(ran).containsExactly("failed", "next");
    }

    @Test
    void theTimeUntilTheNextIsExactWhereFewAreWaiting() {
        TimingWheel wheel = new TimingWheel(-7);
        assertThat(wheel.untilNext(-7, SECOND)).isEqualTo(SECOND);

        wheel.at(30 * SECOND + 3, () -> {});
        assertThat(wheel.untilNext(-7, SECOND)).isEqualTo(SECOND);
        assertThat(wheel.untilNext(-7, HOUR)).isEqualTo(30 * SECOND + 10);
        assertThat(wheel.untilNext(29 * SECOND, HOUR)).isEqualTo(SECOND + 3);
        assertThat(wheel.untilNext(31 * SECOND, HOUR)).isZero();
    }

    @Test
    void theTimeUntilTheNextIsNeverTooLongWhereManyAreWaiting() {
        TimingWheel wheel = new TimingWheel(0);
        for (int i = 0; i < 1000; i++) {
            wheel.at(HOUR + i * MILLI, () -> ran.add("x"));
        }

        long now = 0;
        int rounds = 0;
        while (ran.isEmpty()) {
            long sleep = wheel.untilNext(now, 10 * HOUR);
            now += sleep;
            assertThat(now).isLessThanOrEqualTo(HOUR);
            wheel.runDue(now);
            rounds++;
        }
        assertThat(now).isEqualTo(HOUR);
        assertThat(rounds).isLessThan(8);
    }

    @Test
    void aTimeThatNeverComesIsFarAway() {
        TimingWheel wheel = new TimingWheel(0);
        wheel.runDue(HOUR);
        wheel.at(HOUR + Long.MAX_VALUE, () -> ran.add("never"));

        wheel.runDue(1000 * HOUR);

        assertThat(ran).isEmpty();
        assertThat(wheel.untilNext(1000 * HOUR, SECOND)).isEqualTo(SECOND);
    }

    static long[] seeds() {
        return new Random(11).longs(40).toArray();
    }

    private record Expected(long due, int number) {}

    /** Jumps of all sizes, times that are over, cancelling, and a clock that wraps around in the middle. */
    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithASortedSetWhateverHappens(long seed) {
        Random random = new Random(seed);
        long origin = Long.MAX_VALUE - (long) (random.nextDouble() * 20 * HOUR);
        TimingWheel wheel = new TimingWheel(origin);
        // The model counts from the origin, so it never wraps.
        TreeSet<Expected> model =
                new TreeSet<>(Comparator.comparingLong(Expected::due).thenComparingInt(Expected::number));
        List<TimingWheel.Timer> handles = new ArrayList<>();
        List<Expected> scheduled = new ArrayList<>();
        List<Integer> run = new ArrayList<>();
        long now = 0;

        for (int step = 0; step < 20_000; step++) {
            int kind = random.nextInt(10);
            if (kind < 6) {
                int number = scheduled.size();
                long due = now + anyPause(random) - (random.nextInt(20) == 0 ? HOUR : 0);
                Expected expected = new Expected(Math.max(due, now), number);
                handles.add(wheel.at(origin + due, () -> run.add(number)));
                scheduled.add(expected);
                model.add(expected);
            } else if (kind < 8 && !handles.isEmpty()) {
                int number = random.nextInt(handles.size());
                handles.get(number).cancel();
                model.remove(scheduled.get(number));
            } else {
                now += random.nextInt(3) == 0 ? untilFirst(model, now) : anyPause(random);
                wheel.runDue(origin + now);
                List<Integer> due = new ArrayList<>();
                while (!model.isEmpty() && model.first().due() <= now) {
                    due.add(model.pollFirst().number());
                }
                assertThat(run).isEqualTo(due);
                run.clear();
            }
            long atMost = anyPause(random);
            long exact = model.isEmpty() ? atMost : Math.min(atMost, untilFirst(model, now));
            assertThat(wheel.untilNext(origin + now, atMost)).isBetween(Math.min(1, exact), exact);
        }
    }

    private static long untilFirst(SortedSet<Expected> model, long now) {
        return model.isEmpty() ? 0 : model.first().due() - now;
    }

    private static long anyPause(Random random) {
        return random.nextLong() >>> (18 + random.nextInt(46));
    }

    private static TimingWheel.Timer scheduleWith(TimingWheel wheel, byte[] record) {
        return wheel.at(HOUR, () -> record[0]++);
    }
}
