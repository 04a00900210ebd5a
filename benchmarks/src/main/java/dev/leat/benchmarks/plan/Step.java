package dev.leat.benchmarks.plan;

import dev.leat.benchmarks.arm.Arm;
import java.util.Locale;

/**
 * One run of one arm.
 *
 * @param number of all runs, from 1
 * @param round from 1; {@link #SEARCH} for the run that finds the capacity of the arm
 */
public record Step(int number, Workload workload, Arm arm, int round) {
    public static final int SEARCH = 0;

    /** A topic that no other run has. */
    public String topic() {
        return (workload.name() + "-" + arm.label() + "-" + round).toLowerCase(Locale.ROOT);
    }

    public boolean isSearch() {
        return round == SEARCH;
    }
}
