package dev.leat.benchmarks.report;

import dev.leat.benchmarks.plan.Plan;
import dev.leat.benchmarks.plan.Step;
import java.time.Duration;

/** How far a plan is, in a line. The time that is left is the estimate, corrected by how long the runs before took. */
public final class Progress {
    /** So many runs say how far the estimate is off. */
    private static final int TELLING = 3;

    private final Plan plan;
    private int firstNumber;
    private long firstNanos;

    public Progress(Plan plan) {
        this.plan = plan;
    }

    public String line(Step step, long nowNanos) {
        if (firstNumber == 0) {
            firstNumber = step.number();
            firstNanos = nowNanos;
        }
        return String.format(
                "[%d/%d] %s %s, %s, %s left",
                step.number(),
                plan.steps().size(),
                step.workload().name(),
                step.arm().label(),
                step.isSearch()
                        ? "search for its capacity"
                        : "round " + step.round() + " of " + step.workload().rounds(),
                about(left(step, nowNanos)));
    }

    /** "about 12 min", for plans too. */
    public static String about(Duration length) {
        var minutes = Math.round(length.toSeconds() / 60.0);
        return length.toSeconds() < 60 ? "less than a minute" : "about " + minutes + " min";
    }

    private Duration left(Step step, long nowNanos) {
        var estimate = plan.estimateFrom(step.number());
        if (step.number() - firstNumber < TELLING) {
            return estimate;
        }
        var estimateSoFar = plan.estimateFrom(firstNumber).minus(estimate);
        var pace = (nowNanos - firstNanos) / (double) estimateSoFar.toNanos();
        return Duration.ofMillis(Math.round(estimate.toMillis() * pace));
    }
}
