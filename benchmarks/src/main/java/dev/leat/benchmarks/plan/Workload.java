package dev.leat.benchmarks.plan;

import dev.leat.benchmarks.arm.Arm;
import dev.leat.benchmarks.arm.Task;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One thing that several arms do, so that they can be compared.
 *
 * @param what in words, for people
 * @param arms in the order in which they run
 * @param heapMebibytes of the JVM of each arm
 */
public record Workload(
        String name,
        String what,
        List<Arm> arms,
        int rounds,
        Duration warmUp,
        Duration window,
        int heapMebibytes,
        Shape shape) {
    /** Starting the JVM and joining the group, then leaving and reading the ledger. */
    private static final double SECONDS_AROUND = 2.2;

    public Workload {
        arms = arms.stream().sorted().toList();
    }

    /** What the run does; the topic is ignored by those that drain one of the loaded ones. */
    public Task task(String topic) {
        return task(shape, topic);
    }

    /** The same with another shape, as {@link Shape.ShareOfCapacity} has one for each arm. */
    public Task task(Shape other, String topic) {
        return other.task(topic, warmUp.toMillis(), window.toMillis());
    }

    /** Whether the name is meant: it is this one, or begins with it up to a hyphen. */
    boolean isMeantBy(String wanted) {
        var own = name.toLowerCase(Locale.ROOT);
        var other = wanted.toLowerCase(Locale.ROOT);
        return own.equals(other) || own.startsWith(other + "-");
    }

    Workload with(List<Arm> chosen) {
        return new Workload(name, what, chosen, rounds, warmUp, window, heapMebibytes, shape);
    }

    Workload withRounds(int count) {
        return new Workload(name, what, arms, count, warmUp, window, heapMebibytes, shape);
    }

    Workload withWindow(Duration length) {
        return new Workload(name, what, arms, rounds, warmUp, length, heapMebibytes, shape);
    }

    double secondsPerRun() {
        return SECONDS_AROUND + shape.extraSeconds() + seconds(warmUp) + seconds(window);
    }

    /** How long a drained topic should last: practice may read it more than once. */
    double drainSeconds() {
        return seconds(warmUp) + seconds(window);
    }

    private static double seconds(Duration length) {
        return length.toMillis() / 1e3;
    }
}
