package dev.leat.benchmarks.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What somebody wants to run.
 *
 * @param workloads names, or their beginnings; none means all
 * @param arms names; none means all
 * @param virtualThreads whether this JVM has them
 */
public record Choice(
        boolean quick,
        List<String> workloads,
        List<String> arms,
        OptionalInt rounds,
        Optional<Duration> window,
        boolean virtualThreads) {
    public Choice {
        workloads = List.copyOf(workloads);
        arms = List.copyOf(arms);
    }

    /** Everything of the full run, or of the quick one. */
    public static Choice all(boolean quick, boolean virtualThreads) {
        return new Choice(quick, List.of(), List.of(), OptionalInt.empty(), Optional.empty(), virtualThreads);
    }
}
